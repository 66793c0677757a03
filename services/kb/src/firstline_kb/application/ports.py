"""What the use cases need beside the events; modules of adapters provide it."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_kb.application.searching import Found, Question

NextNumber = Callable[[Transaction], str]
"""A fresh article number."""


class Searches(Protocol):
    """Remembers what was searched for, so that gaps can be seen."""

    def made(self, question: Question, found: Found) -> UUID:
        """A search was answered; returns what it is called."""

    def opened(self, search: UUID, article: UUID) -> bool:
        """An article was opened from it; False: there is no such search, or no such article."""
