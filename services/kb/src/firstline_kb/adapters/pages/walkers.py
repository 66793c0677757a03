"""Whoever walks a flow on the public pages: nobody knows who, the walk's id is all they have."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

from firstline_chassis.aggregate import Provenance
from firstline_chassis.clock import Clock
from firstline_chassis.exchange import surely
from firstline_chassis.occasions import Occasion
from firstline_chassis.refusals import Refused
from firstline_chassis.store import Store, Transaction
from firstline_events.vocabulary import ActorKind, Language
from firstline_kb.application.articles_named import article_id_named
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.application.walking import view_in
from firstline_kb.domain.walk import Walk
from firstline_kb.read_models import walk_rows
from firstline_kb.read_models.walk_view import WalkView

T = TypeVar("T")
ANYBODY = "anonymous"
_OURS = UUID("5f2cbb7e-6a0e-4d0e-9a3f-2f8d6b1b7c55")
"""The namespace of walks that a form begins; an id of another kind can't come out of it."""


class Walkers:
    """Each method is one transaction; who was overtaken is decided on what is there by then."""

    def __init__(self, store: Store, flows: Flows, clock: Clock):
        self._store, self._flows, self._clock = store, flows, clock

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
                walk.start(self._flows.current(tx, name), language, self._occasion())
            return one

        return self._carry_out(act)

    def say(self, walk: UUID, said: Mapping[str, str]) -> bool:
        """What a form says of the step that it showed; False: it wasn't taken, since another one
        is shown by now, or none."""

        def act(tx: Transaction) -> bool:
            found = tx.aggregates(Walk, [walk])[walk]
            flow = self._flows.version(tx, found.flow, found.flow_version)
            step, occasion = said.get("step", ""), self._occasion()
            if (way := said.get("way")) is not None:
                (found.back if way == "back" else found.give_up)(flow, step, occasion)
            else:
                answer, article_of = said.get("answer", ""), partial(article_id_named, tx)
                found.answer(flow, step, answer, article_of, occasion)
            return True

        try:
            return self._carry_out(act)
        except Refused:
            return False

    def _carry_out(self, act: Callable[[Transaction], T]) -> T:
        def attempt(*, locked: bool) -> T:
            with self._store.transaction(locked=locked) as tx:
                return act(tx)

        return surely(attempt)

    def _occasion(self) -> Occasion:
        now = self._clock()
        return Occasion(now, now, Provenance(actor_kind=ActorKind.REQUESTER, actor_id=ANYBODY))
