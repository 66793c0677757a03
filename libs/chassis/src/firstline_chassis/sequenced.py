"""Reading our own topics: each aggregate's events once, in order, whatever Kafka delivers."""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from pydantic import ValidationError

from firstline_chassis import dead_letters, metrics
from firstline_chassis.inbox import SequenceGap
from firstline_chassis.received import Received, read_data, read_envelope
from firstline_chassis.records import Record
from firstline_chassis.store import Transaction
from firstline_events.catalogue import message_types
from firstline_events.message import Message

_KNOWN = """SELECT topic, aggregate_id, sequence FROM inbox_sequences
    WHERE aggregate_id = ANY(%b::uuid[])"""
_ADVANCE = """INSERT INTO inbox_sequences (topic, aggregate_id, sequence)
    SELECT * FROM unnest(%b::text[], %b::uuid[], %b::bigint[])
    ON CONFLICT (aggregate_id, topic) DO UPDATE SET sequence = excluded.sequence"""
_REMEMBERED = 100_000

Stream = tuple[str, UUID]


class Arrival(NamedTuple):
    """One event of another service, next in its aggregate, with its data read."""

    record: Record
    envelope: Received
    message: Message


class Handler(Protocol):
    """What a service does whenever events arrive. Called inside the worker's transaction.

    Duplicates, unknown types, dead letters and gaps have been dealt with; arrivals are in order per
    (topic, aggregate). Raising anything not transient makes a dead letter of the one to blame.
    """

    @property
    def topics(self) -> Collection[str]: ...

    def handle(self, tx: Transaction, arrivals: Sequence[Arrival]) -> None: ...


class Unreadable(NamedTuple):
    """Why a record of one of our own topics can't be read, and whatever could still be told."""

    code: str
    reason: str
    stream: Stream | None
    event_type: str | None = None


class Sequenced:
    """A Decider over events that carry a `sequence` per aggregate.

    With `only`, the data of other event types isn't read: they advance the sequence, no more.
    """

    def __init__(self, handler: Handler, only: Collection[str] | None = None):
        self._handler = handler
        self._only = only
        self._memory: OrderedDict[Stream, int] = OrderedDict()

    def forget(self) -> None:
        """Sequences may be remembered only while the partitions are held."""
        self._memory.clear()

    def decide(self, tx: Transaction, records: Sequence[Record]) -> None:
        readings = [_read(record, self._only) for record in records]
        streams = {reading.stream for reading in readings if reading.stream is not None}
        before = self._sequences(tx, streams)
        sorting = _Sorting(tx, dict(before), {one for _, one in streams})
        for record, reading in zip(records, readings, strict=True):
            sorting.take(record, reading)
        if sorting.arrivals:
            self._handler.handle(tx, sorting.arrivals)
        after = sorting.last
        self._advance(tx, {one: n for one, n in after.items() if n != before.get(one)})

    def park(self, tx: Transaction, record: Record, error: Exception) -> None:
        reading = _read(record, None)
        kind = reading.event_type if isinstance(reading, Unreadable) else reading.envelope.type
        reason = f"{type(error).__name__}: {error}"
        _bury(tx, record, Unreadable("refused", reason, reading.stream, kind))

    def _sequences(self, tx: Transaction, streams: Collection[Stream]) -> dict[Stream, int]:
        known = {one: self._memory[one] for one in streams if one in self._memory}
        cold = list({aggregate for topic, aggregate in streams if (topic, aggregate) not in known})
        if cold:
            rows = tx.fetch(_KNOWN, [cold])
            known.update({(t, a): s for t, a, s in rows if (t, a) not in known})
        return known

    def _advance(self, tx: Transaction, advanced: dict[Stream, int]) -> None:
        if not advanced:
            return
        topics, aggregates = zip(*advanced, strict=True)
        tx.stage(_ADVANCE, [list(topics), list(aggregates), list(advanced.values())])
        tx.after_commit(lambda: self._remember(advanced))

    def _remember(self, advanced: dict[Stream, int]) -> None:
        for stream, sequence in advanced.items():
            self._memory[stream] = sequence
            self._memory.move_to_end(stream)
        while len(self._memory) > _REMEMBERED:
            self._memory.popitem(last=False)


class _Sorting:
    """One pass over a batch: what is new, what waits, what is told twice."""

    def __init__(self, tx: Transaction, last: dict[Stream, int], aggregates: Collection[UUID]):
        self._tx = tx
        self.last = last
        self._blocked = dead_letters.blocked(tx, aggregates)
        self.arrivals: list[Arrival] = []

    def take(self, record: Record, reading: "Reading") -> None:
        if isinstance(reading, Unreadable):
            _bury(self._tx, record, reading)
            if reading.stream is not None:
                self._blocked.add(reading.stream)
            return
        envelope, stream = reading.envelope, reading.stream
        last, position = self.last.get(stream, 0), envelope.position
        if position <= last:
            metrics.DUPLICATES.labels(record.topic).inc()
        elif self._blocked and stream in self._blocked:
            dead_letters.hold(self._tx, record, envelope.aggregate, "dead letter")
        elif position > last + 1:
            raise SequenceGap(_gap(record, envelope, last))
        else:
            self.last[stream] = position
            self._accept(record, reading)

    def _accept(self, record: Record, reading: "Readable") -> None:
        if not reading.known:
            metrics.UNKNOWN_TYPES.labels(record.topic).inc()
        elif reading.message is not None:
            self.arrivals.append(Arrival(record, reading.envelope, reading.message))


class Readable(NamedTuple):
    """An envelope; its message too, if the type is known and wanted."""

    stream: Stream
    envelope: Received
    message: Message | None
    known: bool = True


Reading = Unreadable | Readable


def _read(record: Record, only: Collection[str] | None) -> Reading:
    """The envelope with its message; a type that only a newer publisher has isn't known."""
    try:
        envelope = read_envelope(record.value or b"")
        stream = (record.topic, envelope.aggregate)
    except ValueError as error:
        return Unreadable("not-an-event", _explain(error), _key(record))
    model = message_types(record.topic).get(envelope.type)
    if model is None:
        return Readable(stream, envelope, None, known=False)
    if only is not None and envelope.type not in only:
        return Readable(stream, envelope, None)
    try:
        return Readable(stream, envelope, read_data(model, envelope))
    except ValidationError as error:
        return Unreadable("wrong-schema", _explain(error), stream, envelope.type)


def _bury(tx: Transaction, record: Record, why: Unreadable) -> None:
    aggregate = why.stream[1] if why.stream else None
    about: dict[str, Any] = {"aggregate": aggregate, "event_type": why.event_type}
    dead_letters.park(tx, record, why.code, why.reason, blocks=True, **about)


def _explain(error: ValueError) -> str:
    """Which fields are wrong and how, without their values: they may be personal."""
    if not isinstance(error, ValidationError):
        return str(error)
    wrong = error.errors(include_input=False, include_url=False)[:5]
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'value'}: {e['msg']}" for e in wrong)


def _key(record: Record) -> Stream | None:
    try:
        return record.topic, UUID((record.key or b"").decode())
    except ValueError:
        return None


def _gap(record: Record, envelope: Received, last: int) -> str:
    return (
        f"{record.topic}/{record.partition}@{record.offset}: {envelope.subject} has sequence"
        f" {envelope.position} where {last + 1} is due; events of it are missing in the topic"
    )
