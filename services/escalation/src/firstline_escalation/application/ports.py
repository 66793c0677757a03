"""What the use cases need beside the events; modules of adapters and read models provide it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from firstline_chassis.received import Received
from firstline_chassis.records import Record
from firstline_chassis.store import Transaction
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.lines import Lines
from firstline_events.message import Message

LinesOf = Callable[[Transaction], Lines]
"""The lines in force, guarded at commit."""

Show = Callable[[Transaction, Collection[Case]], None]
"""Stages the rows that show cases of which only something was heard: they have no new event."""


class Waiter(NamedTuple):
    """An event of intake that waits for triage; `row` is its place in the table, if it has one."""

    record: Record
    envelope: Received
    message: Message
    row: int | None = None


class WaitingRows(Protocol):
    """The events that wait for an answer of triage."""

    def waiting_for(
        self, tx: Transaction, tickets: Collection[UUID]
    ) -> Mapping[UUID, Sequence[Waiter]]: ...

    def hold(self, tx: Transaction, waiters: Sequence[Waiter]) -> None: ...

    def release(
        self, tx: Transaction, known: Mapping[UUID, Sequence[Waiter]], taken: Sequence[Waiter]
    ) -> None: ...


class Tools(NamedTuple):
    """All of it, as the composition root hands it over."""

    lines: LinesOf
    waiting: WaitingRows
    show: Show
