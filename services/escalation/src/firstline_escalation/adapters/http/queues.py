"""Queues over HTTP: what is where, what comes next, and who has what."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from firstline_chassis.http import Limit
from firstline_chassis.problems import Problem
from firstline_chassis.store import Store, Transaction
from firstline_escalation.adapters.http.cursors import from_cursor, to_cursor
from firstline_escalation.adapters.http.queue_documents import (
    AgentPage,
    CasePage,
    LinesShown,
    QueuedCase,
    agents_shown,
    lines_shown,
)
from firstline_escalation.domain.lines import Lines
from firstline_escalation.read_models import queue_pages, workload
from firstline_escalation.read_models.queue_pages import Wanted
from firstline_events.message import Identifier, Word
from firstline_events.vocabulary import Priority, Timeline

LinesOf = Callable[[Transaction], Lines]
Cursor = Annotated[str | None, Query(max_length=512, description="`next` of the page before")]
QueueName = Annotated[Word, Path(description="the id of a queue, as the lines have it")]
AWord = Annotated[Word | None, Query()]
AnAgent = Annotated[Identifier | None, Query(description="as commands name their actor")]
After = Annotated[str, Query(max_length=512, description="`next` of the page before")]


def _wanted(
    timeline: Annotated[
        Timeline, Query(description="`source`: imported ones that follow their own desk")
    ] = Timeline.LIVE,
    line: AWord = None,
    assignee: AnAgent = None,
    unassigned: Annotated[bool, Query(description="only what nobody has")] = False,
    owner: AnAgent = None,
    priority: Priority | None = None,
    major_incident: bool | None = None,
    category: AWord = None,
    language: AWord = None,
    origin: Annotated[Identifier | None, Query(description="the desk that it came from")] = None,
) -> Wanted:
    """All but the queue, which a path may name. Raises Problem: 422 for what can't be both."""
    source = timeline is Timeline.SOURCE
    if assignee is not None and unassigned:
        detail = "What somebody has is not unassigned; leave one of the two out."
        raise Problem(422, "contradiction", "Nothing can be both", detail)
    if line is not None and source:
        detail = "An imported case is on no line until it goes live; leave `line` out."
        raise Problem(422, "contradiction", "Nothing can be both", detail)
    who = (assignee, unassigned, owner)
    return Wanted(source, line, None, *who, priority, major_incident, category, language, origin)


Asked = Annotated[Wanted, Depends(_wanted)]


def queue_router(store: Store, lines: LinesOf) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["queues"])

    @router.get("/cases", summary="Open cases in turn, of all queues or filtered")
    def list_cases(
        wanted: Asked, queue: AWord = None, limit: Limit = 50, cursor: Cursor = None
    ) -> CasePage:
        return _page(store, wanted._replace(queue=queue), limit, cursor)

    @router.get("/queues/{queue}/cases", summary="The cases of one queue, in turn")
    def list_cases_of_queue(
        queue: QueueName, wanted: Asked, limit: Limit = 50, cursor: Cursor = None
    ) -> CasePage:
        found = _page(store, wanted._replace(queue=queue), limit, cursor)
        if not found.items and not wanted.source:
            _check_known(store, lines, queue)
        return found

    _add_workload(router, store, lines)
    return router


def _add_workload(router: APIRouter, store: Store, lines: LinesOf) -> None:
    @router.get("/queues", summary="Every line and queue, and what waits there")
    def list_queues() -> LinesShown:
        with store.reading() as tx:
            now = lines(tx)
            oldest = workload.oldest(tx, [queue.id for queue in now.queues])
            return lines_shown(now, workload.waiting(tx), oldest)

    @router.get("/agents", summary="Who has what")
    def list_agents(limit: Limit = 50, after: After = "") -> AgentPage:
        if "\0" in after:
            raise Problem(422, "no-name", "No agent is called so", "Take `next` as it is.")
        with store.reading() as tx:
            found = agents_shown(workload.held(tx, after, limit + 1))
        following = found[limit - 1].agent if len(found) > limit else None
        return AgentPage(items=found[:limit], next=following)


def _page(store: Store, wanted: Wanted, limit: int, cursor: str | None) -> CasePage:
    after = None if cursor is None else from_cursor(cursor)
    with store.reading() as tx:
        found = queue_pages.page(tx, wanted, after, limit + 1)
    page = found[:limit]
    following = to_cursor(page[-1].turn) if len(found) > limit else None
    return CasePage(items=[QueuedCase.of(one) for one in page], next=following)


def _check_known(store: Store, lines: LinesOf, queue: str) -> None:
    """Raises Problem: 404 for a queue that the lines in force lack."""
    with store.reading() as tx:
        now = lines(tx)
    if now.queue(queue) is None:
        known = ", ".join(one.id for one in now.queues)
        detail = f"{now.label} has no queue {queue}; its queues: {known}."
        raise Problem(404, "no-such-queue", "There is no such queue", detail)
