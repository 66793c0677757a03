"""A requester's view of one ticket: calls that were written down, and what waits to be rated."""

from firstline_events.vocabulary import Direction
from firstline_intake.domain.contacting import Contact
from firstline_intake.read_models.for_requester import RequesterView, requester_view
from tests.support.scenarios import TICKET
from tests.support.ticket_acts import ADA, Act, fresh, occasion, opens, reopens, resolves, says

CALL = Contact("phone", Direction.OUTBOUND, 90, "we agreed on Monday")


def calls(contact: Contact = CALL) -> Act:
    return lambda it: it.log_contact("c-1", "ada", contact, occasion(20))


def rates() -> Act:
    return lambda it: it.rate(1, 5, None, occasion(40))


def view(*acts: Act) -> RequesterView:
    given = fresh()
    events = [event for act in (opens(), *acts) for event in given.when(act)]
    return requester_view(TICKET, {TICKET: events}, {})


def test_a_call_is_shown_with_what_was_agreed() -> None:
    (call,) = view(calls()).contacts
    assert (call.channel, call.agent, call.summary) == ("phone", "ada", "we agreed on Monday")


def test_what_is_internal_is_not_there_at_all() -> None:
    shown = view(says(ADA, "a note", visible=False), calls())
    assert (len(shown.messages), len(shown.contacts)) == (0, 1)


def test_a_resolution_waits_to_be_rated_until_it_is_or_is_taken_back() -> None:
    assert not view().may_be_rated
    assert view(resolves()).may_be_rated
    assert not view(resolves(), reopens()).may_be_rated
    assert not view(resolves(), rates()).may_be_rated
