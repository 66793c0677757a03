"""Intake in tests: its worker and its API over a real store, or a process on real servers."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

from firstline_chassis.clock import Clock, utc_now
from firstline_chassis.inbox import Inbox
from firstline_chassis.mapper import StructMapper
from firstline_chassis.migrations import migrate
from firstline_chassis.records import Record, TopicPartition
from firstline_intake.adapters.files.mapping_files import read_mappings
from firstline_intake.adapters.http.attachments import Files
from firstline_intake.adapters.http.ratings import RatingRules
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS
from firstline_intake.adapters.links.signed_links import SignedLinks
from firstline_intake.adapters.objects.object_store import open_objects
from firstline_intake.application.uploads import UploadRules
from firstline_intake.bootstrap import POLICIES as BOOK
from firstline_intake.bootstrap import build_app, build_decider, build_store
from tests.support.foreign_desk import INBOUND
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Told

TICKETS, REQUESTERS, RECEIPTS = "intake-ticket-v1", "intake-requester-v1", "intake-receipt-v1"
NOTES, CASES = "intake-note-v1", "escalation-case-v1"
POLICIES = "intake-policy-v1"
TOPICS = (INBOUND, TICKETS, REQUESTERS, RECEIPTS, NOTES, CASES, POLICIES)
LINKS = SignedLinks(["the secret of these tests is no secret"])
HOME = TopicPartition(INBOUND, 0)
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
_UTC = {"options": "-c timezone=UTC"}
_EVENTS = """SELECT split_part(topic, '.', 3) FROM stored_events
    WHERE originator_id = %s ORDER BY originator_version"""
_RECEIPTS = """SELECT "offset", outcome, convert_from(body, 'utf8')::json -> 'data' ->> 'code'
    FROM receipts ORDER BY id"""


class Answered(NamedTuple):
    """What a receipt says, in short."""

    offset: int
    outcome: str
    code: str | None


class Worker:
    """Intake's worker over a real store; a list of records stands for its one partition."""

    def __init__(self, pool: ConnectionPool, clock: Clock):
        self.pool = pool
        self._store = build_store(pool, StructMapper(PRIVATE_EVENTS), cached=100)
        self.inbox = Inbox(self._store, build_decider(read_mappings(), clock))
        self.home = HOME
        self.hold(HOME)

    def hold(self, home: TopicPartition) -> None:
        """Be given this partition, as after a rebalance."""
        self.home = home
        self.inbox.take_over([home])

    def takes(self, *told: Told) -> list[Answered]:
        """The next records of the partition, in one batch; returns the receipts that came of it."""
        before = len(self.receipts())
        self.inbox.consume(self.next_records(told))
        return self.receipts()[before:]

    def next_records(self, told: Sequence[Told]) -> list[Record]:
        first = self.inbox.positions[self.home]
        return [_record(self.home, one, first + n) for n, one in enumerate(told)]

    def receipts(self) -> list[Answered]:
        return [Answered(*row) for row in self.rows(_RECEIPTS)]

    def outcomes(self) -> Counter[str]:
        return Counter(one.outcome for one in self.receipts())

    def events(self, ticket: UUID) -> list[str]:
        """The last word of each of the ticket's stored events, in order."""
        return [row[0] for row in self.rows(_EVENTS, ticket)]

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        with self.pool.connection() as connection:
            return connection.execute(statement.encode(), parameters).fetchall()


@contextmanager
def intake_pool(database: Database) -> Iterator[ConnectionPool]:
    """A pool to intake's own schema, whose tables are there."""
    url = database.url("intake")
    migrate(url, "firstline_intake")
    with ConnectionPool(url, min_size=1, max_size=6, kwargs=_UTC) as pool:
        yield pool


@contextmanager
def intake_worker(database: Database, clock: Clock = utc_now) -> Iterator[Worker]:
    """A worker that holds one partition of `inbound-ticket-v1` from its beginning."""
    with intake_pool(database) as pool:
        yield Worker(pool, clock)


def intake_app(
    pool: ConnectionPool,
    place: str = "memory:///",
    rules: UploadRules | None = None,
    links: SignedLinks | None = LINKS,
) -> FastAPI:
    """The API over this pool, as the service serves it; files go to that place."""
    store = build_store(pool, StructMapper(PRIVATE_EVENTS))
    receiver = build_decider(read_mappings())
    files = Files(open_objects(place), rules or UploadRules())
    return build_app(store, lambda: {"database": {"ok": True}}, receiver, files, RatingRules(links))


def seeded_intake_app(pool: ConnectionPool) -> FastAPI:
    """The same once the service has started: the policies that come with it count."""
    BOOK.seed(build_store(pool, StructMapper(PRIVATE_EVENTS)), utc_now())
    return intake_app(pool)


@contextmanager
def intake_process(
    database: Database, folder: Path, roles: Sequence[str] = (), **settings: str
) -> Iterator[Process]:
    """`python -m firstline_intake serve`; stopped politely, and that must work."""
    process = Process("intake", database, folder, migrate=True, **settings)
    try:
        process.start(*roles)
        yield process
        process.stop()
    finally:
        process.close()


def told_of(event: dict[str, Any]) -> tuple[Any, ...]:
    """What of a public event must be the same however often a run was disturbed."""
    data = {name: value for name, value in event["data"].items() if name != "number"}
    moved = (event["time"], event["effectivetime"], event.get("causationid"))
    return (event["subject"], event["sequence"], event["type"], *moved, json.dumps(data))


def _record(home: TopicPartition, told: Told, offset: int) -> Record:
    return Record(*home, offset, told.key, told.value, told.headers, 1_000 * offset)
