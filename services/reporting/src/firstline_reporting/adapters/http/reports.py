"""The reports over HTTP: routes, parameters and documents are made from what each declares."""

from collections.abc import Callable
from functools import partial
from inspect import Parameter
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from psycopg_pool import ConnectionPool

from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.http import Limit
from firstline_reporting.adapters.http.cursors import to_cursor, to_place
from firstline_reporting.adapters.http.parameters import Cursor
from firstline_reporting.adapters.http.report_documents import (
    OthersBehind,
    ReportsTold,
    TicketsBehind,
    columns_of,
    document_of,
    told,
)
from firstline_reporting.adapters.http.report_parameters import (
    Compare,
    Given,
    asked_of,
    refusal,
    signature,
    unknown_report,
)
from firstline_reporting.adapters.http.streaming import Streams
from firstline_reporting.adapters.http.zones import in_zone
from firstline_reporting.read_models import asking
from firstline_reporting.read_models.asking import Asked
from firstline_reporting.read_models.freshness import freshness
from firstline_reporting.read_models.question import CannotAnswer
from firstline_reporting.read_models.registry import REPORTS
from firstline_reporting.read_models.report import (
    WHOLE,
    Figures,
    Key,
    Report,
    Subject,
    Tickets,
)
from firstline_reporting.read_models.snapshots import snapshot
from firstline_reporting.read_models.ticket_listing import Place

T = TypeVar("T")
Behind = Callable[[], int | None]
_Key = Annotated[
    str | None,
    Query(
        max_length=2_400,
        pattern="^[^\\x00]*$",
        description="Only those of this row; empty: unknown",
    ),
]
_KEY = Parameter("key", Parameter.KEYWORD_ONLY, default=None, annotation=_Key)
_Hidden = Annotated[bool, Query(description="Those that are not observable, outside the figure")]
_HIDDEN = Parameter("not_observable", Parameter.KEYWORD_ONLY, default=False, annotation=_Hidden)
_COMPARE = Parameter("compare", Parameter.KEYWORD_ONLY, default=None, annotation=Compare)
_LIMIT = Parameter("limit", Parameter.KEYWORD_ONLY, default=50, annotation=Limit)
_CURSOR = Parameter("cursor", Parameter.KEYWORD_ONLY, default=None, annotation=Cursor)


def report_router(
    pool: ConnectionPool, behind: Behind, streams: Streams, clock: Clock = utc_now
) -> APIRouter:
    """All reports of the registry."""
    router = APIRouter(prefix="/v1/reports", tags=["reports"])

    @router.get("", response_model=ReportsTold, summary="Which reports there are")
    def list_reports() -> Any:
        return {"items": [told(report) for report in REPORTS]}

    for report in REPORTS:
        _Routes(report, pool, behind, clock, streams).add_to(router)

    @router.get("/{name}", include_in_schema=False)
    @router.get("/{name}/tickets", include_in_schema=False)
    @router.get("/{name}/tickets.csv", include_in_schema=False)
    def no_such_report(name: str) -> None:
        raise unknown_report(name)

    return router


class _Routes:
    """The routes of one report: its figures, and what stands behind them as pages and as CSV."""

    def __init__(
        self,
        report: Report,
        pool: ConnectionPool,
        behind: Behind,
        clock: Clock,
        streams: Streams,
    ):
        self._report, self._pool, self._behind, self._clock = report, pool, behind, clock
        self._streams = streams

    def add_to(self, router: APIRouter) -> None:
        path, name = f"/{self._report.name}", self._report.name.replace("-", "_")
        router.add_api_route(
            path,
            _signed(self.show, self._report, _COMPARE),
            response_model=document_of(self._report),
            summary=self._report.title,
            description=self._report.about,
            operation_id=f"show_{name}",
        )
        router.add_api_route(
            f"{path}/tickets",
            _signed(self.list_tickets, self._report, *self._which(), _LIMIT, _CURSOR),
            response_model=TicketsBehind,
            summary="The tickets behind a figure",
            operation_id=f"list_tickets_{name}",
        )
        router.add_api_route(
            f"{path}/tickets.csv",
            _signed(self.stream_tickets, self._report, *self._which()),
            response_class=self._streams.response,
            responses=self._streams.documented,
            summary="All tickets behind a figure, as CSV",
            description="Sent row by row, however many there are.",
            operation_id=f"stream_tickets_{name}",
        )
        for subject in self._report.subjects:
            self._add_others(router, subject, path, name)

    def _add_others(self, router: APIRouter, subject: Subject, path: str, name: str) -> None:
        router.add_api_route(
            f"{path}/{subject.name}",
            _signed(partial(self.list_others, subject), self._report, _KEY, _LIMIT, _CURSOR),
            response_model=OthersBehind,
            summary=f"The {subject.name} behind a figure",
            description=f"{subject.means}.",
            operation_id=f"list_{subject.name}_{name}",
        )
        router.add_api_route(
            f"{path}/{subject.name}.csv",
            _signed(partial(self.stream_others, subject), self._report, _KEY),
            response_class=self._streams.response,
            responses=self._streams.documented,
            summary=f"All {subject.name} behind a figure, as CSV",
            description="Sent row by row, however many there are.",
            operation_id=f"stream_{subject.name}_{name}",
        )

    def _which(self) -> tuple[Parameter, ...]:
        return (_KEY, _HIDDEN) if self._report.unobservable else (_KEY,)

    def show(self, **given: Any) -> Any:
        asked = asked_of(self._report, given, self._clock)
        with snapshot(self._pool) as connection:
            figures = _answered(lambda: asking.figures(connection, asked))
            fresh = freshness(connection, self._behind())
        for row in figures["rows"]:
            for what in ("tickets", *(one.name for one in self._report.subjects)):
                row[f"{what}_behind"] = self._drill(given, asked, row, what)
        return in_zone({**self._about(asked), **figures, "freshness": fresh}, given["tz"])

    def list_tickets(self, **given: Any) -> Any:
        asked, tickets = self._tickets(given)
        after = None if given["cursor"] is None else to_place(given["cursor"])
        with snapshot(self._pool) as connection:
            items = _answered(lambda: asking.page(connection, tickets, after, given["limit"]))
            fresh = freshness(connection, self._behind())
        for item in items:
            item["events"] = f"/v1/tickets/{item['ticket_id']}/events"
        more = len(items) == given["limit"]
        last = Place(items[-1]["opened_at"], items[-1]["ticket_id"]) if more else None
        said = {"report": self._report.name, "definition": self._report.named(asked.definition)}
        page = {"items": items, "next": last and to_cursor(last)}
        return in_zone({**said, **page, "freshness": fresh}, given["tz"])

    def list_others(self, subject: Subject, **given: Any) -> Any:
        asked, others = self._others(subject, given)
        after = None if given["cursor"] is None else to_place(given["cursor"])
        with snapshot(self._pool) as connection:
            items = _answered(
                lambda: asking.page_of_others(connection, others, after, given["limit"])
            )
            fresh = freshness(connection, self._behind())
        more = len(items) == given["limit"]
        last = Place(items[-1]["at"], items[-1]["id"]) if more else None
        said = {"report": self._report.name, "definition": self._report.named(asked.definition)}
        page = {"topic": subject.topic, "items": items, "next": last and to_cursor(last)}
        return in_zone({**said, **page, "freshness": fresh}, given["tz"])

    def stream_others(self, subject: Subject, **given: Any) -> Any:
        _, others = self._others(subject, given)
        return _answered(lambda: self._streams.respond_others(others))

    def stream_tickets(self, **given: Any) -> Any:
        _, tickets = self._tickets(given)
        return _answered(lambda: self._streams.respond(tickets))

    def _tickets(self, given: Given) -> tuple[Asked, Tickets]:
        asked = asked_of(self._report, given, self._clock)
        return asked, _answered(lambda: asking.behind(asked, _key(given["key"])))

    def _others(self, subject: Subject, given: Given) -> tuple[Asked, Tickets]:
        asked = asked_of(self._report, given, self._clock)
        key = _key(given["key"])
        return asked, _answered(lambda: asking.behind_else(asked, key, subject.name))

    def _about(self, asked: Asked) -> Figures:
        report, question = self._report, asked.question
        period = {"from": question.since, "to": question.until}
        return {
            "report": report.name,
            "definition": report.named(asked.definition),
            "means": asked.definition.means,
            "by": question.by,
            "origin": question.origin,
            "columns": columns_of(report),
            "why_not_observable": report.unobservable or None,
            **question.options,
            **(period if "period" in report.takes else {}),
            **({"at": question.at} if "at" in report.takes else {}),
        }

    def _drill(self, given: Given, asked: Asked, row: Figures, what: str) -> str:
        """Where the row's tickets are listed; an instant that was left out is now named."""
        said = {"from": given.get("since"), "to": given.get("until"), "by": given["by"]}
        usual = {"tz": "UTC"}
        for name in ("tz", "origin", "definition", *asked.question.options):
            if given[name] != usual.get(name):
                said[name] = given[name]
        if asked.question.at is not None:
            said["at"] = asked.question.at.isoformat()
        said["key"] = self._report.key_of(row) or ""
        words = {name: word for name, word in said.items() if word is not None}
        return f"/v1/reports/{self._report.name}/{what}?{urlencode(words)}"


def _signed(endpoint: Callable[..., Any], report: Report, *more: Parameter) -> Callable[..., Any]:
    def call(**given: Any) -> Any:
        return endpoint(**given)

    call.__signature__ = signature(report, *more)  # type: ignore[attr-defined]
    return call


def _key(word: str | None) -> Key:
    return WHOLE if word is None else word or None


def _answered(answer: Callable[[], T]) -> T:
    try:
        return answer()
    except CannotAnswer as error:
        raise refusal(error) from None
