"""How a ticket stands to another one: each says it of itself, in one transaction."""

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Relation
from firstline_intake.domain.telling import Telling
from firstline_intake.domain.values import Occasion

INVERSE: Mapping[Relation, Relation] = {
    Relation.RELATES_TO: Relation.RELATES_TO,
    Relation.CONTINUES: Relation.CONTINUED_BY,
    Relation.CONTINUED_BY: Relation.CONTINUES,
    Relation.SPLIT_FROM: Relation.SPLIT_INTO,
    Relation.SPLIT_INTO: Relation.SPLIT_FROM,
    Relation.CAUSES: Relation.CAUSED_BY,
    Relation.CAUSED_BY: Relation.CAUSES,
}
"""What the other ticket says of the same relation."""

Link = tuple[UUID, Relation]


class Linking(Telling):
    """The part of a ticket that knows its links."""

    Event = PrivateEvent

    class Linked(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.linked"
        other: UUID
        relation: Relation
        messages: tuple[str, ...] = ()

        def apply(self, aggregate: "Linking") -> None:
            aggregate.links |= {(self.other, self.relation)}

    class Unlinked(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.unlinked"
        other: UUID
        relation: Relation

        def apply(self, aggregate: "Linking") -> None:
            aggregate.links -= {(self.other, self.relation)}

    def begin_linking(self) -> None:
        """The state before the first link."""
        self.links: frozenset[Link] = frozenset()

    def link(
        self, other: UUID, relation: Relation, occasion: Occasion, messages: Sequence[str] = ()
    ) -> None:
        """Say that this ticket stands in `relation` to `other`; nothing new, if it does already.

        `messages` are ids of messages of `other` that belong to this ticket too.
        """
        if (other, relation) not in self.links:
            known = {"other": other, "relation": relation, "messages": tuple(messages)}
            self.tell(Linking.Linked, occasion, **known)

    def unlink(self, other: UUID, relation: Relation, occasion: Occasion) -> None:
        """Say that it stands so no more; nothing new, if it never did."""
        if (other, relation) in self.links:
            self.tell(Linking.Unlinked, occasion, other=other, relation=relation)
