"""What holds however tickets are merged, unmerged and spoken in."""

from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from firstline_intake.domain.errors import Refused
from firstline_intake.read_models.for_requester import requester_view
from firstline_intake.read_models.whole import united
from tests.support.talking_tickets import ADA, HIDDEN, Tickets, person, tree_of

Act = Callable[[Tickets], None]
NUMBER = 4
places = st.integers(0, NUMBER - 1)


def doing(act: Callable[[Tickets, int, int], None]) -> st.SearchStrategy[Act]:
    return st.builds(lambda one, other: lambda it: act(it, one, other), places, places)


def answers(it: Tickets, one: int, _: int) -> None:
    it.say(one, ADA, visible=True)


def notes(it: Tickets, one: int, _: int) -> None:
    it.say(one, ADA, visible=False)


def speaks(it: Tickets, one: int, _: int) -> None:
    it.say(one, person(it, one), visible=True)


merges, unmerges = doing(Tickets.merge), doing(lambda it, one, _: it.unmerge(one))
talks = st.one_of(doing(answers), doing(notes), doing(speaks), doing(Tickets.ask))
lives = st.lists(st.one_of(merges, unmerges, talks, doing(Tickets.hide)), max_size=25)


def lived(acts: list[Act]) -> Tickets:
    """Four tickets of two people after these acts; what was refused told nothing."""
    tickets = Tickets(NUMBER)
    for act in acts:
        try:
            act(tickets)
        except Refused:
            assert all(one.pending_events == [] for one in tickets.all)
        tickets.keep()
    return tickets


@given(st.lists(st.one_of(merges, unmerges), max_size=40))
def test_any_merges_and_unmerges_leave_a_forest_of_which_both_sides_tell(acts: list[Act]) -> None:
    tickets = lived(acts)
    for one in tickets.all:
        assert tickets.root(one).merged_into is None
        assert one.aliases == {other.id for other in tickets.all if other.merged_into == one.id}


@given(lives)
def test_the_roots_together_show_every_message_exactly_once(acts: list[Act]) -> None:
    tickets = lived(acts)
    roots = [one for one in tickets.all if one.merged_into is None]
    shown = [message for root in roots for message in united(tree_of(tickets, root))]
    assert Counter(one.body for one in shown) == Counter(one.body for one in tickets.told)
    assert {one.visible for one in shown if HIDDEN in one.body} <= {False}


@given(lives)
def test_no_text_of_a_hidden_event_is_in_a_requesters_view(acts: list[Act]) -> None:
    tickets = lived(acts)
    for one in tickets.all:
        assert HIDDEN not in requester_view(one.id, tickets.histories, {}).model_dump_json()


@given(lives)
def test_no_merge_shows_one_persons_words_to_another(acts: list[Act]) -> None:
    tickets = lived(acts)
    for n, one in enumerate(tickets.all):
        view = requester_view(one.id, tickets.histories, {})
        others = {str(who) for who in tickets.people} - {str(tickets.people[n])}
        words = {told.body for told in tickets.told if told.author in others}
        assert not words & {message.body for message in view.messages}
        assert not any(other in asked.reason for other in others for asked in view.requests)


@given(lives)
def test_whoever_wrote_to_a_ticket_sees_it_there_whatever_was_merged_since(
    acts: list[Act],
) -> None:
    tickets = lived(acts)
    for n, one in enumerate(tickets.all):
        shown = [m.body for m in requester_view(one.id, tickets.histories, {}).messages]
        mine = [told for told in tickets.told if told.ticket == n and told.visible]
        written = {told.body for told in mine if told.author == str(tickets.people[n])}
        assert written <= set(shown)
        assert len(shown) == len(set(shown))


@given(lives)
def test_what_the_desk_answers_where_a_ticket_is_answered_its_requester_sees(
    acts: list[Act],
) -> None:
    tickets = lived([*acts, lambda it: it.say(0, ADA, visible=True)])
    answered = tickets.told[-1] if tickets.told and tickets.told[-1].ticket == 0 else None
    view = requester_view(tickets.all[0].id, tickets.histories, {})
    assert answered is None or answered.body in [message.body for message in view.messages]
