"""What intake remembers of other systems' events, as rows."""

from collections import Counter
from collections.abc import Collection, Sequence
from uuid import UUID

from firstline_chassis import metrics
from firstline_chassis.store import Transaction
from firstline_intake.application.letters import Letter
from firstline_intake.application.memory import Memory, Reached, is_state
from firstline_intake.domain.mapping import UnknownWord

_STATES = "SELECT ticket_id, sequence, digest FROM source_states WHERE ticket_id = ANY(%b::uuid[])"
_MESSAGES = """SELECT source, event_id, digest FROM inbound_messages
    JOIN unnest(%b::text[], %b::text[]) AS asked (source, event_id) USING (event_id, source)"""
_KEEP_STATES = """INSERT INTO source_states (ticket_id, sequence, digest)
    SELECT * FROM unnest(%b::uuid[], %b::bigint[], %b::bytea[])
    ON CONFLICT (ticket_id) DO UPDATE SET sequence = excluded.sequence, digest = excluded.digest"""
_KEEP_MESSAGES = """INSERT INTO inbound_messages (source, event_id, digest)
    SELECT * FROM unnest(%b::text[], %b::text[], %b::bytea[])"""
_COUNT_WORDS = """INSERT INTO unknown_words AS known (origin, field, word, records)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT (origin, field, word) DO UPDATE SET records = known.records + excluded.records"""


def load_memory(tx: Transaction, letters: Collection[Letter]) -> Memory:
    """What is known of these letters' tickets and ids."""
    states = {one.ticket for one in letters if is_state(one)}
    names = {(one.envelope.source, one.envelope.id) for one in letters if not is_state(one)}
    return Memory(_states(tx, states), _messages(tx, names))


def keep_memory(tx: Transaction, memory: Memory) -> None:
    if memory.new_states:
        reached = memory.new_states.values()
        sequences, digests = [one.sequence for one in reached], [one.digest for one in reached]
        tx.stage(_KEEP_STATES, [list(memory.new_states), sequences, digests])
    if memory.new_messages:
        sources, ids = zip(*memory.new_messages, strict=True)
        tx.stage(_KEEP_MESSAGES, [list(sources), list(ids), list(memory.new_messages.values())])


def count_unknown_words(tx: Transaction, words: Sequence[UnknownWord]) -> None:
    """Counted with the events, so that a redelivery counts nothing twice."""
    counted = Counter(words)
    for word, records in counted.items():
        tx.stage(_COUNT_WORDS, [*word, records])
    tx.after_commit(lambda: _tell_metrics(counted))


def _tell_metrics(counted: Counter[UnknownWord]) -> None:
    for word, records in counted.items():
        metrics.UNKNOWN_WORDS.labels(word.origin, word.field).inc(records)


def _states(tx: Transaction, tickets: Collection[UUID]) -> dict[UUID, Reached]:
    rows = tx.fetch(_STATES, [list(tickets)]) if tickets else []
    return {ticket: Reached(sequence, bytes(digest)) for ticket, sequence, digest in rows}


def _messages(tx: Transaction, names: Collection[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    if not names:
        return {}
    sources, ids = zip(*names, strict=True)
    rows = tx.fetch(_MESSAGES, [list(sources), list(ids)])
    return {(source, event_id): bytes(digest) for source, event_id, digest in rows}
