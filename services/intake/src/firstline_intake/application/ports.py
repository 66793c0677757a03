"""What the use cases need of the store beside their events; modules of adapters provide it."""

from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple, Protocol
from uuid import UUID

from firstline_chassis.records import Record
from firstline_chassis.store import Transaction
from firstline_events.intake import ReceiptIssued
from firstline_intake.application.holding import Place
from firstline_intake.application.letters import Letter
from firstline_intake.application.memory import Memory
from firstline_intake.domain.forms import Forms
from firstline_intake.domain.mapping import UnknownWord
from firstline_intake.domain.windows import Windows

FormsInForce = Callable[[Transaction], Forms]
"""The forms by which a transaction decides, guarded at commit."""
Numbers = Callable[[Transaction, int], Iterator[str]]
"""Fresh ticket numbers, so many fetched at once."""

WindowsInForce = Callable[[Transaction], Windows]
"""The windows that count, guarded at commit."""


class Receiver(Protocol):
    """Takes in what other systems send, whoever carried it, and answers each record."""

    def answer(self, tx: Transaction, records: Sequence[Record]) -> Sequence[ReceiptIssued]: ...


class InboundRows(Protocol):
    """What is remembered of other systems' events."""

    def load_memory(self, tx: Transaction, letters: Collection[Letter]) -> Memory: ...

    def keep_memory(self, tx: Transaction, memory: Memory) -> None: ...

    def forget(self, tx: Transaction, letters: Collection[Letter]) -> None: ...

    def count_unknown_words(
        self, tx: Transaction, words: Sequence[UnknownWord], label: Callable[[str], str]
    ) -> None: ...


class WaitingRows(Protocol):
    """The letters that wait for their ticket's opening."""

    def waiting_for(self, tx: Transaction, tickets: Collection[UUID]) -> list[Letter]: ...

    def standing_at(self, tx: Transaction, places: Collection[Place]) -> list[Letter]: ...

    def hold(self, tx: Transaction, letter: Letter) -> None: ...

    def release(
        self, tx: Transaction, opened: Collection[UUID], letters: Collection[Letter]
    ) -> None: ...


class Rows(NamedTuple):
    """All of it, as the composition root hands it over."""

    inbound: InboundRows
    waiting: WaitingRows
    numbers: Numbers


class ObjectsAway(Exception):
    """The object store does not answer, or has no room."""


class ObjectMissing(Exception):
    """The object store has no such object."""


class Draft(Protocol):
    """Bytes on their way into the object store; nobody can read them yet."""

    async def write(self, chunk: bytes) -> None: ...

    def name(self, sha256: str) -> None:
        """Everything was written: once the block is left, it is an object under this digest."""


class Objects(Protocol):
    """Where files lie, by digest. Raises ObjectsAway and ObjectMissing."""

    def draft(self) -> AbstractAsyncContextManager[Draft]:
        """Left by an error, it leaves nothing behind."""

    async def read(self, sha256: str) -> AsyncIterator[bytes]:
        """The object's bytes in chunks; it is known to exist when this returns."""
