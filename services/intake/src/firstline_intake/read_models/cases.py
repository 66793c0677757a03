"""The work on each ticket, as escalation tells it: for views, and for guards that ask of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_events import escalation
from firstline_events.message import Message
from firstline_intake.domain.requesting import CaseKnown

_CASES = """SELECT ticket_id, line, queue, assignee, owner, referred_to, referred_where
    FROM cases_v1 WHERE ticket_id = ANY(%b::uuid[])"""
_REQUESTS = """SELECT ticket_id, request, outcome, reply, answered_at
    FROM case_requests_v1 WHERE ticket_id = ANY(%b::uuid[]) ORDER BY ticket_id, request"""
_KEEP_CASES = """INSERT INTO cases_v1
        (ticket_id, line, queue, assignee, owner, referred_to, referred_where)
    SELECT * FROM unnest(%b::uuid[], %b::text[], %b::text[], %b::text[], %b::text[],
                         %b::text[], %b::text[])
    ON CONFLICT (ticket_id) DO UPDATE SET line = excluded.line, queue = excluded.queue,
        assignee = excluded.assignee, owner = excluded.owner,
        referred_to = excluded.referred_to, referred_where = excluded.referred_where"""
_KEEP_REQUESTS = """INSERT INTO case_requests_v1
        (ticket_id, request, outcome, reply, answered_at)
    SELECT * FROM unnest(%b::uuid[], %b::integer[], %b::text[], %b::text[], %b::timestamptz[])
    ON CONFLICT (ticket_id, request) DO UPDATE SET outcome = excluded.outcome,
        reply = excluded.reply, answered_at = excluded.answered_at"""

TAKEN, ACCEPTED, DECLINED = "taken", "accepted", "declined"


class RequestAnswer(NamedTuple):
    """What became of one request; `outcome` is taken until it is accepted or declined."""

    outcome: str
    reply: str | None
    answered_at: datetime


@dataclass
class Case:
    """Where the work on a ticket is; on an imported one nobody knows of lines."""

    line: str | None = None
    queue: str | None = None
    assignee: str | None = None
    owner: str | None = None
    referred_to: str | None = None
    referred_where: str | None = None
    requests: dict[int, RequestAnswer] = field(default_factory=dict)

    def known(self) -> CaseKnown:
        """What a request to be escalated is judged by."""
        done = (n for n, answer in self.requests.items() if answer.outcome != TAKEN)
        return CaseKnown(self.line, max(done, default=0))


def cases_of(tx: Transaction, tickets: Collection[UUID]) -> dict[UUID, Case]:
    """The cases of these tickets, as far as escalation has told of them."""
    found = {ticket: Case(*row) for ticket, *row in tx.fetch(_CASES, [list(tickets)])}
    rows = tx.fetch(_REQUESTS, [list(found)]) if found else []
    for ticket, request, *answer in rows:
        found[ticket].requests[request] = RequestAnswer(*answer)
    return found


def known_of(tx: Transaction, ticket: UUID) -> CaseKnown:
    """What is known of one ticket's case."""
    return cases_of(tx, [ticket]).get(ticket, Case()).known()


def project(tx: Transaction, arrivals: Sequence[Arrival]) -> None:
    """Stage the rows of the cases that these events tell of; imported ones have none."""
    told = [one for one in arrivals if _tells(one.message)]
    if not told:
        return
    tickets = {one.envelope.aggregate for one in told}
    cases = cases_of(tx, tickets)
    for arrival in told:
        case = cases.setdefault(arrival.envelope.aggregate, Case())
        _fold(case, arrival.message, arrival.envelope.effectivetime)
    _stage(tx, _KEEP_CASES, (_row(one, case) for one, case in cases.items()))
    answers = ((t, n, *a) for t, case in cases.items() for n, a in case.requests.items())
    _stage(tx, _KEEP_REQUESTS, answers)


def _tells(message: Message) -> bool:
    return not (isinstance(message, escalation.Placed) and message.line is None)


def _fold(case: Case, message: Message, at: datetime) -> None:
    match message:
        case escalation.CaseResumed():
            case.line, case.queue = message.line, message.queue
            case.assignee, case.owner = message.assignee, message.owner or case.owner
        case escalation.Placed():
            case.line, case.queue, case.assignee = message.line, message.queue, None
        case escalation.CaseAssigned():
            case.assignee, case.owner = message.assignee, message.owner
        case escalation.CaseReleased():
            case.assignee = None
        case escalation.CaseReferred():
            case.referred_to, case.referred_where = message.to.value, message.where
    _answer(case, message, at)


def _answer(case: Case, message: Message, at: datetime) -> None:
    match message:
        case escalation.EscalationRequestTaken():
            case.requests[message.request] = RequestAnswer(TAKEN, None, at)
        case escalation.EscalationRequestDeclined():
            case.requests[message.request] = RequestAnswer(DECLINED, message.reply, at)
        case escalation.CaseEscalated(request=int(request), reply=reply):
            case.requests[request] = RequestAnswer(ACCEPTED, reply, at)


def _row(ticket: UUID, case: Case) -> tuple[Any, ...]:
    place = (case.line, case.queue, case.assignee, case.owner)
    return (ticket, *place, case.referred_to, case.referred_where)


def _stage(tx: Transaction, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        tx.stage(statement, columns)
