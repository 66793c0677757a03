"""Whoever writes a draft on the public pages: nobody knows who, the draft's id is all they have."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

from firstline_chassis.aggregate import Provenance
from firstline_chassis.clock import Clock
from firstline_chassis.exchange import surely
from firstline_chassis.occasions import Occasion
from firstline_chassis.store import Store, Transaction
from firstline_events.vocabulary import Language
from firstline_kb.application import drafting
from firstline_kb.application.suggesting import Suggests
from firstline_kb.application.suggestion_commands import ANONYMOUS
from firstline_kb.domain.article import Article
from firstline_kb.domain.draft import Draft
from firstline_kb.domain.errors import DraftOver, DraftTooOften, NoSuchAnswer
from firstline_kb.read_models import directory, kinds
from firstline_kb.read_models.suggestion import DraftView, view_of_draft

T = TypeVar("T")
_OURS = UUID("0a8d1f0e-52a9-4c55-9d3b-4a1f6f0b7d21")
"""The namespace of drafts that a form begins; an id of another kind can't come out of it."""


class Drafters:
    """Each method is one transaction; who was overtaken is decided on what is there by then."""

    def __init__(self, store: Store, suggests: Suggests, clock: Clock):
        self._store, self._suggests, self._clock = store, suggests, clock

    def look(self, draft: UUID) -> DraftView | None:
        """The draft as it stands; None for none."""
        with self._store.reading() as tx:
            found = _found(tx, draft)
            return view_of_draft(found) if found else None

    def write(self, token: str, text: str, language: Language) -> UUID:
        """The draft of this token with this text: begun now, or before by the same form.

        What is over stays as it is: its page says so.
        """
        one = uuid5(_OURS, token) if token else uuid4()
        proposal = self._suggests.suggest(text, language.value)

        def act(tx: Transaction) -> UUID:
            tx.aggregates(Draft, [one])[one].suggest(proposal, self._occasion())
            return one

        try:
            return self._carry_out(act)
        except (DraftOver, DraftTooOften):
            return one

    def solve(self, draft: UUID, article: str) -> None:
        """The article has answered; said twice, or of nothing that can be read, it changes nothing.

        The draft must exist.
        """

        def act(tx: Transaction) -> None:
            named = directory.find(tx, article)
            if named is not None:
                found, answer = _found(tx, draft), tx.aggregates(Article, [named])[named]
                assert found is not None
                drafting.answer(found, answer, self._occasion())

        try:
            self._carry_out(act)
        except (DraftOver, NoSuchAnswer):
            return

    def _carry_out(self, act: Callable[[Transaction], T]) -> T:
        def attempt(*, locked: bool) -> T:
            with self._store.transaction(locked=locked) as tx:
                return act(tx)

        return surely(attempt)

    def _occasion(self) -> Occasion:
        now = self._clock()
        by = Provenance(actor_kind=ANONYMOUS.kind.value, actor_id=ANONYMOUS.id)
        return Occasion(now, now, by)


def _found(tx: Transaction, draft: UUID) -> Draft | None:
    is_draft = kinds.begins_as(tx, draft, "kb.draft.")
    return tx.aggregates(Draft, [draft])[draft] if is_draft else None
