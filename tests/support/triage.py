"""Triage in tests: as a process on real servers, or its application over a real store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from psycopg_pool import ConnectionPool

from firstline_chassis.inbox import Inbox
from firstline_chassis.mapper import StructMapper
from firstline_chassis.migrations import migrate
from firstline_chassis.records import Record, TopicPartition
from firstline_chassis.sequenced import Sequenced
from firstline_chassis.store import Store
from firstline_triage.adapters.files.policy_file import read_policy
from firstline_triage.adapters.kafka.handler import IntakeEvents
from firstline_triage.domain.assessment import EVENTS
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Told

INTAKE, ASSESSMENTS = "intake-ticket-v1", "triage-assessment-v1"
HOME = TopicPartition(INTAKE, 0)


class Worker(NamedTuple):
    """Triage's worker over a real store; a list of records stands for its one partition."""

    pool: ConnectionPool
    inbox: Inbox

    def takes(self, *told: Told) -> None:
        """The next records of the partition, in one batch."""
        first = self.inbox.positions[HOME]
        self.inbox.consume([_record(one, first + n) for n, one in enumerate(told)])

    def rows(self, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        with self.pool.connection() as connection:
            return connection.execute(statement.encode(), parameters).fetchall()


@contextmanager
def triage_worker(database: Database, handler: IntakeEvents | None = None) -> Iterator[Worker]:
    """A worker that holds one partition of `intake-ticket-v1` from its beginning."""
    url = database.url("triage")
    migrate(url, "firstline_triage")
    reader = handler or IntakeEvents(read_policy(None))
    decider = Sequenced(reader, only=reader.types)
    with ConnectionPool(url, min_size=1, max_size=3, kwargs=_UTC) as pool:
        inbox = Inbox(Store(pool, StructMapper(EVENTS), cached=100), decider)
        inbox.take_over([HOME])
        yield Worker(pool, inbox)


@contextmanager
def triage_process(
    database: Database, folder: Path, roles: Sequence[str] = ()
) -> Iterator[Process]:
    """`python -m firstline_triage serve`; stopped politely, and that must work."""
    process = Process("triage", database, folder)
    try:
        process.start(*roles)
        yield process
        process.stop()
    finally:
        process.close()


_UTC = {"options": "-c timezone=UTC"}


def _record(told: Told, offset: int) -> Record:
    return Record(told.topic, 0, offset, told.key, told.value, told.headers, 1_000 * offset)
