"""Kb's worker over a real store, and the tickets that intake tells it of."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg_pool import ConnectionPool

from firstline_chassis.inbox import Inbox
from firstline_chassis.mapper import StructMapper
from firstline_chassis.received import Received, read_envelope
from firstline_chassis.records import Record, TopicPartition
from firstline_chassis.sequenced import Sequenced
from firstline_events.envelope import public_event, write_envelope
from firstline_events.intake import MessageAdded, TicketOpened, TicketReopened, TicketResolved
from firstline_events.message import Message
from firstline_events.relations import TicketMerged, TicketUnmerged, TicketWentLive
from firstline_events.vocabulary import ActorKind, Outcome, Status, Timeline
from firstline_kb.adapters.kafka.handler import TicketEvents
from firstline_kb.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_kb.bootstrap import build_store
from firstline_kb.read_models.tickets import LiveTicket, load
from tests.support.kb import FollowedSearch, kb_pool, kb_store
from tests.support.servers import Database
from tests.support.streams import Told

INTAKE = "intake-ticket-v1"
HOME = TopicPartition(INTAKE, 0)
BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class LiveOne:
    """One ticket of the live desk; each call is its next event, a minute after the last."""

    def __init__(self, number: str = "FL-000001", **opening: Any):
        self.id, self.number, self.told = uuid4(), number, 0
        self._opening = opening

    def opens(self, subject: str | None = "The VPN does not connect", **said: Any) -> Told:
        told = {"timeline": Timeline.LIVE, "classification_follows": False, **self._opening}
        opened = {"number": self.number, "opened_at": BEGAN, "subject": subject}
        return self.tells(TicketOpened(**{**opened, **told, **said}))

    def says(self, body: str, who: ActorKind = ActorKind.REQUESTER, visible: bool = True) -> Told:
        told: dict[str, Any] = {"message_id": str(uuid4()), "author_kind": who, "author": "bob"}
        return self.tells(MessageAdded(**told, visible=visible, body=body))

    def is_resolved(self, outcome: Outcome = Outcome.SOLVED) -> Told:
        moved = {"status": Status.RESOLVED, "previous_status": Status.OPEN}
        return self.tells(TicketResolved(**moved, outcome=outcome))

    def is_reopened(self) -> Told:
        moved = {"status": Status.OPEN, "previous_status": Status.RESOLVED}
        return self.tells(TicketReopened(**moved))

    def is_merged(self, into: UUID) -> Told:
        return self.tells(TicketMerged(into=into))

    def is_unmerged(self, parted_from: UUID) -> Told:
        return self.tells(TicketUnmerged(parted_from=parted_from))

    def goes_live(self) -> Told:
        return self.tells(TicketWentLive(live_from=BEGAN))

    def tells(self, data: Message) -> Told:
        self.told += 1
        at = BEGAN + timedelta(minutes=self.told)
        envelope = public_event(
            INTAKE,
            data,
            aggregate=self.id,
            version=self.told,
            time=at,
            effective=at,
            recorded=at,
            actorkind=ActorKind.REQUESTER,
            actorid="bob",
        )
        return Told(INTAKE, str(self.id).encode(), write_envelope(envelope, data))


class KbWorker:
    """Holds one partition of `intake-ticket-v1`; a list of records stands for it."""

    def __init__(self, pool: ConnectionPool):
        self.pool, self.store = pool, kb_store(pool)
        self.search = FollowedSearch(self.store)
        self.handler = TicketEvents(self.search)
        decider = Sequenced(self.handler, only=self.handler.types)
        worker = build_store(pool, StructMapper(PRIVATE_EVENTS), cached=100)
        self.inbox = Inbox(worker, decider)
        self.inbox.take_over([HOME])

    def takes(self, *told: Told, at: int | None = None) -> None:
        """The next records of the partition, or those from an offset on, in one batch."""
        first = self.inbox.positions[HOME] if at is None else at
        self.inbox.consume([_record(one, first + n) for n, one in enumerate(told)])

    def events(self, aggregate: UUID | str) -> list[Received]:
        """The public events of a suggestion or a draft, in order."""
        with self.store.reading() as tx:
            stored = tx.events(UUID(str(aggregate)))
        return [read_envelope(one.value) for event in stored for one in translate(event)]

    def told(self, aggregate: UUID | str) -> list[str]:
        """What kinds of events there are: `articles-suggested`, …"""
        return [event.type.split(".")[2] for event in self.events(aggregate)]

    def suggested(self, aggregate: UUID | str) -> list[str]:
        """The numbers of the articles that were suggested last."""
        kinds = ".articles-suggested."
        (*_, last) = [one.data for one in self.events(aggregate) if kinds in one.type]
        return [article["number"] for article in last["articles"]]

    def row(self, ticket: UUID) -> LiveTicket | None:
        with self.store.reading() as tx:
            return load(tx, [ticket]).get(ticket)

    def dead_letters(self) -> Sequence[tuple[Any, ...]]:
        with self.pool.connection() as connection:
            return connection.execute("SELECT code, reason FROM dead_letters").fetchall()


@contextmanager
def kb_worker(database: Database) -> Iterator[KbWorker]:
    with kb_pool(database) as pool:
        yield KbWorker(pool)


def _record(told: Told, offset: int) -> Record:
    published = int(datetime.now(UTC).timestamp() * 1_000)
    return Record(told.topic, 0, offset, told.key, told.value, told.headers, published)
