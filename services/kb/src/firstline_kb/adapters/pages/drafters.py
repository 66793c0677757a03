"""Whoever writes a draft on the public pages; its id is all they have."""

from uuid import UUID, uuid4, uuid5

from firstline_chassis.clock import Clock
from firstline_chassis.store import Store, Transaction
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages.anybody import Anybody
from firstline_kb.application import drafting
from firstline_kb.application.suggesting import Suggests
from firstline_kb.domain.draft import Draft
from firstline_kb.domain.errors import DraftOver, DraftTooOften, NoSuchAnswer
from firstline_kb.read_models.directory import article_named
from firstline_kb.read_models.draft_named import draft_named
from firstline_kb.read_models.suggestion import DraftView, view_of_draft

_OURS = UUID("0a8d1f0e-52a9-4c55-9d3b-4a1f6f0b7d21")
"""The namespace of drafts that a form begins; an id of another kind can't come out of it."""


class Drafters:
    """Each method is one transaction."""

    def __init__(self, store: Store, suggests: Suggests, clock: Clock):
        self._store, self._suggests, self._by = store, suggests, Anybody(store, clock)

    def look(self, draft: UUID) -> DraftView | None:
        """The draft as it stands; None for none."""
        with self._store.reading() as tx:
            found = draft_named(tx, draft)
            return view_of_draft(found) if found else None

    def write(self, token: str, text: str, language: Language) -> UUID:
        """The draft of this token with this text: begun now, or before by the same form.

        What is over stays as it is: its page says so.
        """
        one = uuid5(_OURS, token) if token else uuid4()
        proposal = self._suggests.suggest(text, language.value)

        def act(tx: Transaction) -> UUID:
            tx.aggregates(Draft, [one])[one].suggest(proposal, self._by.occasion())
            return one

        try:
            return self._by.carry_out(act)
        except (DraftOver, DraftTooOften):
            return one

    def solve(self, draft: UUID, article: str) -> bool:
        """The article has answered; said twice, or of nothing that can be read, it changes nothing.

        False: there is no such draft.
        """

        def act(tx: Transaction) -> bool:
            found, answer = draft_named(tx, draft), article_named(tx, article)
            if found and answer:
                drafting.answer(found, answer, self._by.occasion())
            return found is not None

        try:
            return self._by.carry_out(act)
        except (DraftOver, NoSuchAnswer):
            return True
