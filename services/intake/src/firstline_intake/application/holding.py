"""Held records expire: whoever speaks of a ticket that nobody opens is told so in the end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from firstline_chassis.records import Record
from firstline_chassis.store import Transaction
from firstline_chassis.timers import Due, Timer, cancel_timers, set_timers
from firstline_intake.application.letters import Letter
from firstline_intake.domain.windows import Windows

KIND = "expire-held"


class Place(NamedTuple):
    """Where a record was read."""

    topic: str
    partition: int
    offset: int

    @classmethod
    def of(cls, due: Due) -> "Place":
        told: Any = due.payload
        return cls(told["topic"], told["partition"], told["offset"])


def begin(tx: Transaction, held: Sequence[Letter], windows: Windows, now: datetime) -> None:
    """Stage the timers of records that are held from now on."""
    due_at = now + windows.hold_for
    told = {"policy": windows.label}
    set_timers(tx, [Timer(_name(one.record), KIND, due_at, _place(one) | told) for one in held])


def end(tx: Transaction, released: Sequence[Letter]) -> None:
    """Their ticket was opened: stage the end of their timers."""
    cancel_timers(tx, [(_name(one.record), KIND) for one in released if one.waited is not None])


def _place(letter: Letter) -> dict[str, Any]:
    record = letter.record
    return Place(record.topic, record.partition, record.offset)._asdict()


def _name(record: Record) -> UUID:
    """A timer is an aggregate's; a record's place stands for one."""
    return uuid5(NAMESPACE_URL, f"{record.topic}/{record.partition}/{record.offset}")
