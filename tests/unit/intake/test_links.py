"""Links: what each ticket says of the other, once."""

import pytest

from firstline_events.vocabulary import Relation
from firstline_intake.domain.linking import INVERSE, Linking
from firstline_intake.domain.ticket import Ticket
from tests.support.ticket_acts import OTHER, closes, links, live, unlinks


@pytest.mark.parametrize("relation", Relation)
def test_every_relation_has_an_inverse_whose_inverse_it_is(relation: Relation) -> None:
    assert INVERSE[INVERSE[relation]] is relation


def test_a_link_is_told_once_and_again_after_it_has_ended() -> None:
    given = live()
    (linked,) = given.when(links())
    assert isinstance(linked, Ticket.Linked)
    assert (linked.other, linked.relation) == (OTHER, Relation.RELATES_TO)
    assert given.when(links()) == []
    (unlinked,) = given.when(unlinks())
    assert isinstance(unlinked, Linking.Unlinked)
    assert given.when(unlinks()) == []
    assert len(given.when(links())) == 1


def test_two_relations_to_one_ticket_stand_beside_each_other() -> None:
    given = live(links(), links(Relation.CAUSES))
    given.when(unlinks())
    assert given.aggregate.links == {(OTHER, Relation.CAUSES)}


def test_a_link_may_bring_messages_along_and_a_closed_ticket_may_be_linked() -> None:
    (linked,) = live(closes()).when(links(Relation.SPLIT_FROM, "m-1", "m-2"))
    assert isinstance(linked, Ticket.Linked)
    assert linked.messages == ("m-1", "m-2")
