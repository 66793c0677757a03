"""What a report may be asked over HTTP: a signature made from what it declares."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from difflib import get_close_matches
from inspect import Parameter, Signature
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import Query
from pydantic import AfterValidator, TypeAdapter, ValidationError, WithJsonSchema

from firstline_chassis.problems import Problem, invalid
from firstline_events.message import Moment
from firstline_reporting.adapters.http.parameters import At, Origin, Zone
from firstline_reporting.read_models.asking import Asked, asked
from firstline_reporting.read_models.question import CannotAnswer, Question
from firstline_reporting.read_models.registry import REPORTS
from firstline_reporting.read_models.report import Report

_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
_EXAMPLES = "a day such as 2016-03-31, or an instant such as 2016-03-31T23:59:00Z"


def _boundary(text: str) -> str:
    try:
        _day_of(text) or _MOMENT.validate_python(text)
    except ValidationError:
        raise ValueError(f"must be {_EXAMPLES}") from None
    return text


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2016-03-31") else None
    except ValueError:
        return None


def begins(text: str, zone: str) -> datetime:
    """The instant that a boundary means: itself, or midnight of the day in the zone."""
    day = _day_of(text)
    if day is None:
        return _MOMENT.validate_python(text)
    return datetime.combine(day, time.min, ZoneInfo(zone))


_SCHEMA = WithJsonSchema(
    {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
)
_Text = Annotated[str, AfterValidator(_boundary), _SCHEMA]
Since = Annotated[
    _Text | None, Query(alias="from", description=f"From when, inclusive: {_EXAMPLES}")
]
Until = Annotated[
    _Text | None, Query(alias="to", description=f"Until when, exclusive: {_EXAMPLES}")
]
Version = Annotated[
    str | None,
    Query(max_length=128, description="By which version, such as volume@1; else the current one"),
]
Compare = Annotated[
    str | None,
    Query(max_length=128, description="Show what this version says beside it, such as volume@1"),
]
Given = Mapping[str, Any]


def signature(report: Report, *more: Parameter) -> Signature:
    """The parameters of the report's routes, as FastAPI reads them."""
    period = [_optional("since", Since), _optional("until", Until)]
    return Signature(
        [
            *(period if "period" in report.takes else []),
            *([_optional("at", At)] if "at" in report.takes else []),
            _defaulted("by", _by(report), report.dimensions[0].name),
            *(_defaulted(one.name, _choice(one), one.usual) for one in report.options),
            _defaulted("tz", Zone, "UTC"),
            _optional("origin", Origin),
            _optional("definition", Version),
            *more,
        ]
    )


def _by(report: Report) -> Any:
    means = "; ".join(f"{one.name}: {one.means}" for one in report.dimensions)
    return Annotated[
        Literal[tuple(one.name for one in report.dimensions)],
        Query(description=f"What the rows are told apart by. {means}"),
    ]


def _choice(option: Any) -> Any:
    kind = Literal[option.values] if option.values else str
    return Annotated[kind, Query(max_length=256 if kind is str else None, description=option.means)]


def _optional(name: str, annotation: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def _defaulted(name: str, annotation: Any, default: str) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def asked_of(report: Report, given: Given, now: Callable[[], datetime]) -> Asked:
    """What was asked. Raises Problem 422 when it can't be answered as it was put."""
    zone = given["tz"]
    since, until = (given.get(name) for name in ("since", "until"))
    question = Question(
        by=given["by"],
        zone=zone,
        origin=given["origin"],
        since=None if since is None else begins(since, zone),
        until=None if until is None else begins(until, zone),
        at=(given["at"] or now()) if "at" in report.takes else None,
        options={one.name: given[one.name] for one in report.options},
        unobservable=given.get("not_observable", False),
    )
    try:
        return asked(report, question, given["definition"], given.get("compare"))
    except CannotAnswer as error:
        raise refusal(error) from None


def refusal(error: CannotAnswer) -> Problem:
    """The refusal as any field's: where, and why."""
    return invalid([(("query", error.parameter), str(error))])


def unknown_report(name: str) -> Problem:
    """404 with the reports that there are, and the nearest first, if there is one."""
    known = [report.name for report in REPORTS]
    nearest = get_close_matches(name, known, n=1)
    guess = f"did you mean {nearest[0]!r}? " if nearest else ""
    detail = f"{name!r} is no report; {guess}known: {', '.join(known)}"
    return Problem(404, "unknown-report", "There is no such report", detail, reports=known)
