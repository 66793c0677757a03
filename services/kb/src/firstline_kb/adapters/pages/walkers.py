"""Whoever walks a flow on the public pages; the walk's id is all they have."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID, uuid4, uuid5

from firstline_chassis.clock import Clock
from firstline_chassis.refusals import Refused
from firstline_chassis.store import Store, Transaction
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages.anybody import Anybody
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.application.walking import view_in
from firstline_kb.domain.walk import Walk
from firstline_kb.read_models import directory, walk_rows
from firstline_kb.read_models.walk_view import WalkView

_OURS = UUID("5f2cbb7e-6a0e-4d0e-9a3f-2f8d6b1b7c55")
"""The namespace of walks that a form begins; an id of another kind can't come out of it."""


class Walkers:
    """Each method is one transaction."""

    def __init__(self, store: Store, flows: Flows, clock: Clock):
        self._store, self._flows, self._by = store, flows, Anybody(store, clock)

    def look(self, walk: UUID) -> WalkView | None:
        """The walk as it stands; None for none."""
        with self._store.reading() as tx:
            if not walk_rows.is_walk(tx, walk):
                return None
            return view_in(tx, self._flows, tx.aggregates(Walk, [walk])[walk])

    def begin(self, name: str, language: Language, token: str) -> UUID:
        """The walk of this token: begun now, or before by the same form.

        Raises NoSuchPolicy, FlowRetired.
        """
        one = uuid5(_OURS, f"{name} {token}") if token else uuid4()

        def act(tx: Transaction) -> UUID:
            walk = tx.aggregates(Walk, [one])[one]
            if not walk.exists:
                walk.start(self._flows.current(tx, name), language, self._by.occasion())
            return one

        return self._by.carry_out(act)

    def say(self, walk: UUID, said: Mapping[str, str]) -> bool | None:
        """What a form says of the step that it showed; False: it wasn't taken, since another one
        is shown by now, or none. None: there is no such walk."""

        def act(tx: Transaction) -> bool | None:
            if not walk_rows.is_walk(tx, walk):
                return None
            found = tx.aggregates(Walk, [walk])[walk]
            flow = self._flows.version(tx, found.flow, found.flow_version)
            step, occasion = said.get("step", ""), self._by.occasion()
            if (way := said.get("way")) is not None:
                (found.back if way == "back" else found.give_up)(flow, step, occasion)
            else:
                answer, article_of = said.get("answer", ""), partial(directory.find, tx)
                found.answer(flow, step, answer, article_of, occasion)
            return True

        try:
            return self._by.carry_out(act)
        except Refused:
            return False
