"""Records that could not be taken: kept whole, with the reason, where a person can see them."""

from collections.abc import Collection
from uuid import UUID

import orjson

from firstline_chassis import metrics
from firstline_chassis.records import Record
from firstline_chassis.store import Transaction

_PARK = """INSERT INTO dead_letters
    (topic, partition, "offset", key, value, headers,
     aggregate_id, event_type, code, reason, blocks)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (topic, partition, "offset") DO NOTHING"""
_HOLD = """INSERT INTO waiting
    (aggregate_id, reason, topic, partition, "offset", key, value, headers, published_ms)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (topic, partition, "offset") DO NOTHING"""
_BLOCKED = """SELECT DISTINCT aggregate_id, topic FROM dead_letters
    WHERE blocks AND aggregate_id = ANY(%s)"""


def headers_json(record: Record) -> bytes:
    """Headers as JSON pairs; bytes that aren't UTF-8 are shown as latin-1, null stays null."""
    return orjson.dumps([[clean(name), _header_text(value)] for name, value in record.headers])


def _header_text(value: bytes | None) -> str | None:
    if value is None:
        return None
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return clean(text)


def park(
    tx: Transaction,
    record: Record,
    code: str,
    reason: str,
    *,
    aggregate: UUID | None = None,
    event_type: str | None = None,
    blocks: bool = False,
) -> None:
    """Stage a dead letter; with `blocks` the aggregate's later events in this topic wait for it."""
    tx.after_commit(metrics.DEAD_LETTERS.labels(record.topic, code).inc)
    parameters = [
        record.topic,
        record.partition,
        record.offset,
        record.key,
        record.value,
        headers_json(record).decode(),
        aggregate,
        clean(event_type),
        code,
        clean(reason),
        blocks and aggregate is not None,
    ]
    tx.stage(_PARK, parameters)


def hold(tx: Transaction, record: Record, aggregate: UUID, reason: str) -> None:
    """Stage a record to wait, for the aggregate's sake, until the reason has ended."""
    tx.after_commit(metrics.WAITING.labels(record.topic, reason).inc)
    place = (record.topic, record.partition, record.offset)
    content = (record.key, record.value, headers_json(record).decode(), record.timestamp)
    tx.stage(_HOLD, [aggregate, reason, *place, *content])


def blocked(tx: Transaction, aggregates: Collection[UUID]) -> set[tuple[str, UUID]]:
    """Which (topic, aggregate) have a dead letter before whatever comes now."""
    rows = tx.fetch(_BLOCKED, [list(aggregates)])
    return {(topic, aggregate) for aggregate, topic in rows}


def clean(text: str | None) -> str | None:
    """PostgreSQL text holds no NUL, and UTF-8 no half of a surrogate pair."""
    if text is None:
        return None
    return text.replace("\x00", "\ufffd").encode(errors="replace").decode()
