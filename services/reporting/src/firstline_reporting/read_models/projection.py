"""Reporting's one reader: folds a batch of events in memory and writes what came of it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from firstline_chassis.sequenced import Arrival
from firstline_chassis.store import Transaction
from firstline_reporting.read_models import assessments, cases, standings
from firstline_reporting.read_models.assessments import ASSESSMENTS, Assessment
from firstline_reporting.read_models.cases import CASES, Case
from firstline_reporting.read_models.facts import Facts, facts
from firstline_reporting.read_models.history import HISTORY, Ended, Fact
from firstline_reporting.read_models.landing import Row
from firstline_reporting.read_models.moves import CASE_ENDS, MOVES
from firstline_reporting.read_models.requesters import REQUESTERS, requester
from firstline_reporting.read_models.standings import STANDINGS, Standing
from firstline_reporting.read_models.suggestions import is_of_ticket
from firstline_reporting.read_models.ticket_events import TICKET_EVENTS, event
from firstline_reporting.read_models.tickets import TICKETS, opening

INTAKE = "intake-ticket-v1"
TRIAGE = "triage-assessment-v1"
ESCALATION = "escalation-case-v1"
REQUESTER = "intake-requester-v1"
SUGGESTION = "kb-suggestion-v1"
KB = ("kb-article-v1", "kb-search-v1", SUGGESTION, "kb-flow-v1", "kb-policy-v1")
T = TypeVar("T")


class Projection:
    """The handler of the consumer group `reporting`.

    How the stream is cut into batches doesn't matter: each starts from the rows as stored.
    """

    topics: Collection[str] = (INTAKE, TRIAGE, ESCALATION, REQUESTER, *KB)

    def handle(self, tx: Transaction, arrivals: Sequence[Arrival]) -> None:
        batch = Batch(arrivals)
        batch.load(tx)
        batch.fold()
        batch.write(tx)


class Batch:
    """The arrivals by topic, and the rows that they change."""

    def __init__(self, arrivals: Sequence[Arrival]):
        self._intake = _numbered(arrivals, INTAKE)
        self._triage = _numbered(arrivals, TRIAGE)
        self._escalation = _numbered(arrivals, ESCALATION)
        self._suggested = [one for one in _numbered(arrivals, SUGGESTION) if is_of_ticket(one[2])]
        self._requesters = {
            row[0]: row for row in map(requester, (a for a in arrivals if _is(a, REQUESTER)))
        }
        self.standings: dict[UUID, Standing] = {one: Standing(one) for one, _, _ in self._intake}
        self.assessments = {one: Assessment(one) for one, _, _ in self._triage}
        self.cases = {one: Case(one) for one, _, _ in self._escalation}
        self._facts = facts(arrivals)

    def load(self, tx: Transaction) -> None:
        """Take the rows that exist in place of the empty ones."""
        rows = _rows(tx, standings.LOAD, self.standings)
        self.standings.update((row[0], standings.from_row(row)) for row in rows)
        rows = _rows(tx, assessments.LOAD, self.assessments)
        self.assessments.update((row[0], assessments.from_row(row)) for row in rows)
        rows = _rows(tx, cases.LOAD, self.cases)
        self.cases.update((row[0], cases.from_row(row)) for row in rows)

    def fold(self) -> None:
        """Let every event do to its row what it does; pure."""
        for one, sequence, arrival in self._intake:
            fact = Fact(one, sequence, arrival.envelope.effectivetime, sequence)
            standings.apply(self.standings[one], arrival.message, fact)
        for one, sequence, arrival in self._triage:
            message: Any = arrival.message
            fact = Fact(one, message.answers, arrival.envelope.effectivetime, sequence)
            assessments.apply(self.assessments[one], message, fact)
        for one, _, arrival in self._escalation:
            cases.apply(self.cases[one], arrival)

    def write(self, tx: Transaction) -> None:
        TICKETS.write(tx, [row for _, _, a in self._intake if (row := opening(a))])
        STANDINGS.write(tx, _each(standings.to_row, self.standings.values()))
        ASSESSMENTS.write(tx, _each(assessments.to_row, self.assessments.values()))
        CASES.write(tx, _each(cases.to_row, self.cases.values()))
        for landing, rows in self.grown().items():
            landing.write(tx, rows)
        HISTORY.write(tx, self.ended())
        told = self._intake + self._triage + self._escalation + self._suggested
        TICKET_EVENTS.write(tx, [event(*numbered) for numbered in told])
        REQUESTERS.write(tx, list(self._requesters.values()))

    def grown(self) -> Facts:
        """What the tables that only grow get, by table."""
        moved = [row for case in self.cases.values() for row in case.moved]
        ends = [row for case in self.cases.values() for row in case.ends]
        return {**self._facts, MOVES: moved, CASE_ENDS: ends}

    def ended(self) -> list[Ended]:
        rows: Iterable[Standing | Assessment | Case] = [
            *self.standings.values(),
            *self.assessments.values(),
            *self.cases.values(),
        ]
        return [one for row in rows for one in row.ended]


def _is(arrival: Arrival, topic: str) -> bool:
    return arrival.record.topic == topic


def _numbered(arrivals: Sequence[Arrival], topic: str) -> list[tuple[UUID, int, Arrival]]:
    return [
        (arrival.envelope.aggregate, arrival.envelope.position, arrival)
        for arrival in arrivals
        if arrival.record.topic == topic
    ]


def _rows(tx: Transaction, statement: str, ids: Collection[UUID]) -> Sequence[tuple[Any, ...]]:
    if not ids:
        return ()
    with tx.connection.cursor(binary=True) as cursor:
        return cursor.execute(statement.encode(), [list(ids)]).fetchall()


def _each(make: Callable[[T], Row], rows: Iterable[T]) -> list[Row]:
    return [make(row) for row in rows]
