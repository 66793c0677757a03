"""Suggestions and drafts as aggregates: what is told, and what is refused."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from firstline_chassis.aggregate import PrivateEvent, Provenance
from firstline_chassis.refusals import Refused
from firstline_events.vocabulary import Language
from firstline_kb.domain import errors
from firstline_kb.domain.draft import MOST_TEXTS, Draft
from firstline_kb.domain.suggesting import Answer, Proposal
from firstline_kb.domain.suggestion import Suggestion
from firstline_kb.domain.values import Occasion
from tests.support.scenarios import Scenario
from tests.support.ticket_acts import NOW

JAM, VPN, TICKET = uuid4(), uuid4(), uuid4()


def by(who: str = "nora") -> Occasion:
    return Occasion(NOW, NOW, Provenance(actor_kind="agent", actor_id=who))


def proposal(*articles: UUID, share: float = 0.8) -> Proposal:
    answers = tuple(Answer(one, "KB-000001", "a", Language.EN, "A", 1.0) for one in articles)
    return Proposal(Language.EN, Language.EN, answers, share, None, "confident@1", ("jam",))


def told(events: list[PrivateEvent]) -> list[str]:
    return [type(event).__name__ for event in events]


def suggests(*articles: UUID) -> Callable[[Suggestion], None]:
    return lambda it: it.suggest(proposal(*articles), by())


def accepts(article: UUID) -> Callable[[Suggestion], None]:
    return lambda it: it.accept(article, by())


def rejects(article: UUID) -> Callable[[Suggestion], None]:
    return lambda it: it.reject(article, "no", by())


def solves(it: Suggestion) -> None:
    it.solve(by())


def reopens(it: Suggestion) -> None:
    it.withdraw(by())


def ticket(*acts: Callable[[Suggestion], None]) -> Scenario[Suggestion]:
    return Scenario(Suggestion).given(*acts)


def test_a_ticket_gets_one_suggestion_however_often_it_is_asked_for() -> None:
    assert told(ticket().when(suggests(JAM))) == ["Suggested"]
    assert ticket(suggests(JAM)).when(suggests(VPN)) == []


def test_an_accepted_article_says_whether_it_was_suggested() -> None:
    (suggested,) = ticket(suggests(JAM)).when(accepts(JAM))
    (found,) = ticket(suggests(JAM)).when(accepts(VPN))
    (unasked,) = ticket().when(accepts(VPN))
    assert [one.suggested for one in (suggested, found, unasked)] == [True, False, False]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "act", "refusal"),
    [
        ([suggests(JAM), accepts(JAM)], accepts(JAM), errors.AcceptedAlready),
        ([suggests(JAM), rejects(JAM)], rejects(JAM), errors.RejectedAlready),
        ([suggests(JAM)], rejects(VPN), errors.NotSuggested),
        ([], rejects(JAM), errors.NotSuggested),
    ],
)
def test_what_changes_nothing_is_refused(
    given: list[Callable[[Suggestion], None]],
    act: Callable[[Suggestion], None],
    refusal: type[Refused],
) -> None:
    scenario = ticket(*given)
    with pytest.raises(refusal):
        act(scenario.aggregate)
    assert not scenario.aggregate.pending_events


def test_a_ticket_is_solved_by_the_article_accepted_last() -> None:
    (solved,) = ticket(suggests(JAM), accepts(JAM), accepts(VPN)).when(solves)
    assert solved.article_id == VPN  # type: ignore[attr-defined]
    (again,) = ticket(suggests(JAM), accepts(JAM), accepts(VPN), accepts(JAM)).when(solves)
    assert again.article_id == JAM  # type: ignore[attr-defined]


def test_a_ticket_without_an_accepted_article_is_solved_by_none() -> None:
    assert ticket(suggests(JAM)).when(solves) == []
    assert ticket(suggests(JAM), accepts(JAM), rejects(JAM)).when(solves) == []
    twice = ticket(suggests(JAM), accepts(JAM), accepts(VPN), accepts(JAM), rejects(JAM))
    (solved,) = twice.when(solves)
    assert solved.article_id == VPN  # type: ignore[attr-defined]


def test_reopened_it_was_not_solved_and_resolved_again_it_is() -> None:
    scenario = ticket(suggests(JAM), accepts(JAM))
    assert told(scenario.when(solves)) == ["Solved"]
    assert scenario.when(solves) == []
    assert told(scenario.when(reopens)) == ["Withdrawn"]
    assert scenario.when(reopens) == []
    assert told(scenario.when(solves)) == ["Solved"]


def test_a_draft_tells_a_text_only_where_it_says_something_else() -> None:
    scenario = Scenario(Draft)
    assert told(scenario.when(lambda it: it.suggest(proposal(JAM), by()))) == ["Suggested"]
    assert scenario.when(lambda it: it.suggest(proposal(JAM), by())) == []
    assert told(scenario.when(lambda it: it.suggest(proposal(VPN), by()))) == ["Suggested"]
    assert scenario.aggregate.state == "open"


def test_a_deflected_draft_is_over_and_says_what_to_do() -> None:
    draft = Scenario(Draft).given(
        lambda it: it.suggest(proposal(JAM), by()), lambda it: it.deflect(JAM, None, by())
    )
    assert (draft.aggregate.state, draft.aggregate.deflected_by) == ("deflected", JAM)
    over = pytest.raises(errors.DraftOver, match="begin another one, or open a ticket")
    with over:
        draft.aggregate.suggest(proposal(VPN), by())
    with over:
        draft.aggregate.deflect(None, uuid4(), by())
    assert not draft.aggregate.pending_events


def test_a_ticket_that_is_opened_in_spite_of_it_ends_a_draft_too() -> None:
    draft = Scenario(Draft).given(
        lambda it: it.suggest(proposal(JAM), by()), lambda it: it.deflect(JAM, None, by())
    )
    assert told(draft.when(lambda it: it.become(TICKET, by()))) == ["Opened"]
    assert draft.when(lambda it: it.become(uuid4(), by())) == [], "the first ticket counts"
    assert (draft.aggregate.state, draft.aggregate.ticket) == ("ticket", TICKET)
    with pytest.raises(errors.DraftOver, match="write to the ticket"):
        draft.aggregate.goes_on()


def test_nobody_writes_a_draft_for_ever() -> None:
    draft = Draft.vacant(uuid4())
    for n in range(MOST_TEXTS):
        draft.suggest(proposal(JAM, share=n / MOST_TEXTS), by())
    with pytest.raises(errors.DraftTooOften, match="begin another one"):
        draft.suggest(proposal(VPN), by())
