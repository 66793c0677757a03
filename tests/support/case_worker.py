"""Escalation's worker and its timers over a real store, one batch at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg_pool import ConnectionPool

from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.inbox import Inbox
from firstline_chassis.mapper import StructMapper
from firstline_chassis.received import Received, read_envelope
from firstline_chassis.records import Record, TopicPartition
from firstline_chassis.sequenced import Sequenced
from firstline_chassis.timekeeper import Timers
from firstline_escalation.adapters.kafka.handler import TicketEvents
from firstline_escalation.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_escalation.application.overdue import Overdue
from firstline_escalation.bootstrap import build_policies, build_store, build_tools
from firstline_escalation.domain.case import Case
from firstline_escalation.read_models.heard import load_cases
from tests.support.case_streams import INTAKE, TRIAGE
from tests.support.cases import by
from tests.support.escalation import BEGAN, escalation_pool
from tests.support.servers import Database
from tests.support.streams import Told

HOMES = [TopicPartition(INTAKE, 0), TopicPartition(TRIAGE, 0)]


class CaseWorker:
    """Holds one partition of each topic; a list of records stands for both, in that order."""

    def __init__(self, pool: ConnectionPool, clock: Clock = utc_now, cached: int = 100):
        self.pool, self.clock = pool, clock
        self.policies = policies = build_policies()
        mapper = StructMapper(PRIVATE_EVENTS)
        self.store = build_store(pool, mapper)
        policies.seed(self.store, BEGAN)
        self.tools = build_tools(policies)
        handler = TicketEvents(self.tools, clock)
        decider = Sequenced(handler, only=handler.types)
        self.inbox = Inbox(build_store(pool, mapper, cached=cached), decider)
        self.inbox.take_over(HOMES)
        self.timers = Timers(self.store, Overdue(self.tools, clock), (), clock=clock)

    def takes(self, *told: Told) -> None:
        """The next records of both partitions, in one batch."""
        places = dict(self.inbox.positions)
        records = []
        for one in told:
            home = TopicPartition(one.topic, 0)
            records.append(_record(one, places[home]))
            places[home] += 1
        self.inbox.consume(records)

    def case(self, ticket: UUID) -> Case:
        with self.store.reading() as tx:
            return load_cases(tx, [ticket])[ticket]

    def events(self, ticket: UUID) -> list[Received]:
        """The public events of a case, in order."""
        with self.store.reading() as tx:
            stored = tx.events(ticket)
        return [read_envelope(one.value) for event in stored for one in translate(event)]

    def told(self, ticket: UUID) -> list[str]:
        """What kinds of events a case has had: `case-opened`, …"""
        return [event.type.split(".")[2] for event in self.events(ticket)]

    def publishes_lines(self, **changes: Any) -> None:
        """A new version of the lines, with these keys changed."""
        with self.store.transaction() as tx:
            content = {**self.policies.current(tx, "lines").content, **changes}
            self.policies.publish(tx, "lines", content, by("carla"))

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with self.pool.connection() as connection:
            return connection.execute(statement.encode(), parameters).fetchall()

    def waiting(self) -> int:
        return int(self.rows("SELECT count(*) FROM waiting")[0][0])


@contextmanager
def case_worker(database: Database, clock: Clock = utc_now) -> Iterator[CaseWorker]:
    with escalation_pool(database) as pool:
        yield CaseWorker(pool, clock)


def _record(told: Told, offset: int) -> Record:
    published = int(datetime.now(UTC).timestamp() * 1_000)
    return Record(told.topic, 0, offset, told.key, told.value, told.headers, published)
