"""The smallest aggregate there is, for tests of the chassis alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

from psycopg_pool import ConnectionPool

from firstline_chassis.aggregate import Aggregate, PrivateEvent, Provenance
from firstline_chassis.kafka import Outgoing
from firstline_chassis.mapper import StructMapper
from firstline_chassis.migrations import migrate
from firstline_chassis.store import Store
from tests.support.servers import Database

NOON = datetime(2016, 2, 29, 12, tzinfo=UTC)
TESTER = Provenance(actor_kind="system", actor_id="tester")
TOPIC = "triage-assessment-v1"


class Counter(Aggregate):
    """Counts, and remembers by how much."""

    Event = PrivateEvent

    class Raised(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "tests.counter.raised"
        amount: int

        def apply(self, aggregate: "Counter") -> None:
            aggregate.total += self.amount

    def __init__(self) -> None:
        self.total = 0

    def add(self, amount: int) -> None:
        self.trigger(Counter.Raised, at=NOON, recorded_at=NOON, by=TESTER, amount=amount)


MAPPER = StructMapper([Counter.Raised])


def translate(event: PrivateEvent) -> Sequence[Outgoing]:
    assert isinstance(event, Counter.Raised)
    if event.amount == 13:
        raise ValueError("there is no word for 13")
    said = f"{event.originator_version}:{event.amount}"
    return [Outgoing(TOPIC, str(event.originator_id).encode(), said.encode())]


@contextmanager
def counting_pool(database: Database) -> Iterator[ConnectionPool]:
    """Connections to a migrated schema (triage's: it has the right and the tables)."""
    migrate(database.url("triage"), "firstline_triage")
    with ConnectionPool(database.url("triage"), min_size=1, max_size=8) as pool:
        yield pool


def count(store: Store, counter: UUID, *amounts: int) -> None:
    """One transaction that adds all the amounts."""
    with store.transaction() as tx:
        for amount in amounts:
            tx.aggregates(Counter, [counter])[counter].add(amount)
