"""The reports over HTTP; each names its definition's version, its zone and its freshness."""

from collections.abc import Callable
from typing import Annotated, Any

import psycopg
from fastapi import APIRouter, Query
from psycopg_pool import ConnectionPool

from firstline_chassis.clock import Clock, utc_now
from firstline_reporting.adapters.http.documents import (
    BacklogReport,
    PrioritiesReport,
    ReopenedReport,
    TransitionsReport,
)
from firstline_reporting.adapters.http.parameters import At, Origin, Zone
from firstline_reporting.adapters.http.zones import in_zone
from firstline_reporting.read_models import backlog, priorities, reopened, transitions
from firstline_reporting.read_models.freshness import freshness
from firstline_reporting.read_models.report import Figures
from firstline_reporting.read_models.snapshots import snapshot

Behind = Callable[[], int | None]
Question = Callable[[psycopg.Connection[Any]], Figures]
By = Annotated[backlog.Dimension, Query(description="Which dimension the backlog is counted by")]


def report_router(pool: ConnectionPool, behind: Behind, clock: Clock = utc_now) -> APIRouter:
    router = APIRouter(prefix="/v1/reports", tags=["reports"])

    def answer(name: str, definition: str, question: Question, zone: str, **said: Any) -> Figures:
        with snapshot(pool) as connection:
            figures = question(connection)
            fresh = freshness(connection, behind())
        told = {"report": name, "definition": definition, **said, **figures, "freshness": fresh}
        return in_zone(told, zone)

    @router.get("/backlog", response_model=BacklogReport, summary="Who waited at an instant")
    def show_backlog(
        at: At = None, by: By = "status", tz: Zone = "UTC", origin: Origin = None
    ) -> Any:
        then = at or clock()
        said = {"at": then, "by": by, "origin": origin}
        question: Question = lambda rows: backlog.backlog(rows, then, by, origin)  # noqa: E731
        return answer("backlog", backlog.DEFINITION, question, tz, **said)

    @router.get("/transitions", response_model=TransitionsReport, summary="From state to state")
    def show_transitions(tz: Zone = "UTC", origin: Origin = None) -> Any:
        question: Question = lambda rows: transitions.transitions(rows, origin)  # noqa: E731
        return answer("transitions", transitions.DEFINITION, question, tz, origin=origin)

    @router.get("/reopened", response_model=ReopenedReport, summary="Who came back")
    def show_reopened(tz: Zone = "UTC", origin: Origin = None) -> Any:
        question: Question = lambda rows: reopened.reopened(rows, origin)  # noqa: E731
        return answer("reopened", reopened.DEFINITION, question, tz, origin=origin)

    @router.get("/priorities", response_model=PrioritiesReport, summary="How important it was")
    def show_priorities(tz: Zone = "UTC", origin: Origin = None) -> Any:
        question: Question = lambda rows: priorities.priorities(rows, origin)  # noqa: E731
        return answer("priorities", priorities.DEFINITION, question, tz, origin=origin)

    return router
