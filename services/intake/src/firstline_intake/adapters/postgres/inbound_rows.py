"""What intake remembers of other systems' events, as rows."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

import psycopg

from firstline_chassis import metrics
from firstline_chassis.store import Transaction, VersionConflict
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
_FORGET = """DELETE FROM inbound_messages AS known
    USING unnest(%b::text[], %b::text[]) AS gone (source, event_id)
    WHERE known.event_id = gone.event_id AND known.source = gone.source"""
_MOVED_ON = """SELECT ticket_id FROM source_states
    JOIN unnest(%b::uuid[], %b::bigint[]) AS before (ticket_id, sequence) USING (ticket_id)
    WHERE source_states.sequence <> before.sequence"""
_COUNT_WORDS = """INSERT INTO unknown_words AS known (origin, field, word, records)
    SELECT * FROM unnest(%b::text[], %b::text[], %b::text[], %b::bigint[])
    ON CONFLICT (origin, field, word) DO UPDATE SET records = known.records + excluded.records"""


def load_memory(tx: Transaction, letters: Collection[Letter]) -> Memory:
    """What is known of these letters' tickets and ids."""
    states = {one.ticket for one in letters if is_state(one)}
    names = {(one.envelope.source, one.envelope.id) for one in letters if not is_state(one)}
    return Memory(_states(tx, states), _messages(tx, names))


def keep_memory(tx: Transaction, memory: Memory) -> None:
    """Looks again under the lock: what another worker has taken meanwhile makes us judge again.

    That happens where a publisher doesn't key by reference, so that two workers share a ticket.
    """
    if memory.new_states:
        reached = memory.new_states.values()
        sequences, digests = [one.sequence for one in reached], [one.digest for one in reached]
        tx.stage(_KEEP_STATES, [list(memory.new_states), sequences, digests])
        tx.verify(lambda connection: _states_stand(connection, memory))
    if memory.new_messages:
        names = [list(one) for one in zip(*memory.new_messages, strict=True)]
        tx.stage(_KEEP_MESSAGES, [*names, list(memory.new_messages.values())])
        tx.verify(lambda connection: _messages_are_new(connection, names))


def forget(tx: Transaction, letters: Collection[Letter]) -> None:
    """What was never taken in the end may come again under its id."""
    names = [(one.envelope.source, one.envelope.id) for one in letters if not is_state(one)]
    if names:
        tx.stage(_FORGET, [list(column) for column in zip(*names, strict=True)])


def _states_stand(connection: psycopg.Connection, memory: Memory) -> None:
    tickets = list(memory.new_states)
    before = [memory.sequence_before(ticket) for ticket in tickets]
    moved = connection.execute(_MOVED_ON, [tickets, before]).fetchall()
    if moved:
        raise VersionConflict({ticket for (ticket,) in moved})


def _messages_are_new(connection: psycopg.Connection, names: list[list[str]]) -> None:
    if connection.execute(_MESSAGES, names).fetchone():
        raise VersionConflict(())


def count_unknown_words(
    tx: Transaction, words: Sequence[UnknownWord], label: Callable[[str], str]
) -> None:
    """Counted with the events, so that a redelivery counts nothing twice."""
    if not words:
        return
    counted = Counter(words)
    columns = [list(column) for column in zip(*counted, strict=True)]
    tx.stage(_COUNT_WORDS, [*columns, list(counted.values())])
    tx.after_commit(lambda: _tell_metrics(counted, label))


def _tell_metrics(counted: Counter[UnknownWord], label: Callable[[str], str]) -> None:
    for word, records in counted.items():
        metrics.UNKNOWN_WORDS.labels(label(word.origin), word.field).inc(records)


def _states(tx: Transaction, tickets: Collection[UUID]) -> dict[UUID, Reached]:
    rows = tx.fetch(_STATES, [list(tickets)]) if tickets else []
    return {ticket: Reached(sequence, bytes(digest)) for ticket, sequence, digest in rows}


def _messages(tx: Transaction, names: Collection[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
    if not names:
        return {}
    sources, ids = zip(*names, strict=True)
    rows = tx.fetch(_MESSAGES, [list(sources), list(ids)])
    return {(source, event_id): bytes(digest) for source, event_id, digest in rows}
