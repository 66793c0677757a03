"""A seeded history of answers without an agent: searches, drafts, suggestions, walks, links.

It is told over the tickets of a lively desk, as the public events that kb publishes.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from firstline_events import intake, kb, searches, suggestions, walks
from firstline_events.message import Message
from firstline_events.policy import KbPolicyPublished
from firstline_events.suggestions import About, AnsweredBy, SuggestedArticle
from firstline_events.vocabulary import Language
from firstline_events.walks import WalkOutcome
from tests.support.live_history import BEGIN
from tests.support.live_tickets import Said

ARTICLE, SEARCH, SUGGESTION, FLOW, POLICY = (
    "kb-article-v1", "kb-search-v1", "kb-suggestion-v1", "kb-flow-v1", "kb-policy-v1",
)  # fmt: skip
STEMS = ("vpn", "tunnel", "connect", "print", "scanner", "dock", "password", "mail", "sync")
LANGUAGES = (Language.EN, Language.EN, Language.IT)
FLOWS = ("scanner-reads-nothing", "vpn-drops")
STEPS = {"light": ("dock", "power"), "power": ("dock", "call"), "dock": ("fine", "error"),
         "error": ("fine", "call")}  # fmt: skip
ENDS = {"fine": WalkOutcome.SOLVED, "call": WalkOutcome.NOT_SOLVED}


class Teller:
    """Gathers events in any order, and numbers those of each subject by their times."""

    def __init__(self, seed: int):
        self.chance, self._told = Random(seed), list[Said]()
        self.articles = [self.id() for _ in range(8)]

    def id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))

    def tell(self, topic: str, subject: UUID, at: datetime, message: Message) -> None:
        agent = "ann" if self.chance.random() < 0.3 else None
        self._told.append(Said(topic, subject, 0, at, agent, message))

    def said(self) -> list[Said]:
        """All of it by time, numbered without gaps."""
        last: dict[tuple[str, UUID], int] = defaultdict(int)
        found = []
        for one in sorted(self._told, key=lambda said: said.at):
            last[one.topic, one.ticket_id] += 1
            found.append(one._replace(sequence=last[one.topic, one.ticket_id]))
        return found

    def moment(self) -> datetime:
        return BEGIN + timedelta(seconds=round(self.chance.uniform(0, 40 * 86_400)))

    def later(self, at: datetime, hours: float) -> datetime:
        return at + timedelta(seconds=round(self.chance.expovariate(1 / (3_600 * hours))))

    def words(self) -> tuple[str, ...]:
        """None at all now and then."""
        return tuple(self.chance.sample(STEMS, self.chance.choice([0, 1, 2, 2, 3, 3, 4])))


def answer_history(desk: Sequence[Said], count: int, seed: int = 3) -> list[Said]:
    """The events of `count` searches, drafts and walks each, and of every third ticket."""
    teller = Teller(seed)
    _publish(teller)
    opened = {
        said.ticket_id: said.at for said in desk if isinstance(said.message, intake.TicketOpened)
    }
    tickets = [one for one in opened if teller.chance.random() < 0.7]
    for _ in range(count):
        _search(teller)
        _draft(teller, tickets)
        _walk(teller, tickets)
    for ticket in tickets:
        _suggest(teller, ticket, opened[ticket])
    return teller.said()


def _publish(teller: Teller) -> None:
    for number, article in enumerate(teller.articles, 1):
        text: dict[str, Any] = {"language": Language.EN, "version": 1, "title": f"A {number}"}
        text |= {"summary": "", "body": "…", "number": f"KB-{number:06}", "slug": f"a-{number}"}
        teller.tell(ARTICLE, article, BEGIN, kb.ArticleDrafted(**text, owner="ann"))
        teller.tell(ARTICLE, article, BEGIN, kb.ArticlePublished(**text))
        if number == 1:
            english = (Language.EN,)
            teller.tell(ARTICLE, article, BEGIN, kb.ArticleRetired(languages=english))
    for flow in FLOWS:
        for version in (1, 2):
            content = {"kind": "flow", "name": flow, "languages": ["it", "en"], "start": "light",
                       "steps": _steps(version)}  # fmt: skip
            message = KbPolicyPublished(
                kind=f"flow:{flow}", version=version, digest="0" * 64, content=content
            )
            teller.tell(POLICY, UUID(int=FLOWS.index(flow) + 1), BEGIN, message)


def _steps(version: int) -> dict[str, Any]:
    """As flows are written: questions, an instruction, and ends."""
    told = {
        step: {"question": {"en": f"Is {step} on?", "it": f"{step} {version}?"}} for step in STEPS
    }
    told["dock"] = {"instruction": {"en": "Put it into another dock.", "it": f"dock {version}"}}
    ends = {step: {"end": end.value, "text": {"en": "The end."}} for step, end in ENDS.items()}
    return {**told, **ends}


def _search(teller: Teller) -> None:
    chance, search, at = teller.chance, teller.id(), teller.moment()
    hits = chance.choice([0, 0, 1, 3, 5])
    confident = chance.choice([None, True, False]) if hits else chance.choice([None, False])
    message = searches.SearchMade(
        query="ada's secret",
        language=chance.choice(LANGUAGES),
        answered_in=Language.EN,
        category=chance.choice([None, "vpn", "mail"]),
        hits=hits,
        confident=confident,
        words=teller.words(),
    )
    teller.tell(SEARCH, search, at, message)
    for article in chance.sample(teller.articles, chance.choice([0, 0, 1, 2]) if hits else 0):
        at = teller.later(at, 0.1)
        teller.tell(SEARCH, search, at, searches.FoundArticleOpened(article_id=article, place=1))


def _suggested(teller: Teller, about: About) -> suggestions.ArticlesSuggested:
    articles = teller.chance.sample(teller.articles, teller.chance.choice([0, 1, 2]))
    return suggestions.ArticlesSuggested(
        about=about,
        language=teller.chance.choice(LANGUAGES),
        answered_in=Language.EN,
        articles=tuple(map(_named, articles)),
        share=0.5,
        lead=None,
        rule="confident@1",
        words=teller.words(),
    )


def _named(article: UUID) -> SuggestedArticle:
    words: dict[str, Any] = {"number": "KB-1", "slug": "a", "title": "A", "score": 1.0}
    return SuggestedArticle(article_id=article, language=Language.EN, **words)


def _draft(teller: Teller, tickets: Sequence[UUID]) -> None:
    chance, draft, at = teller.chance, teller.id(), teller.moment()
    for _ in range(chance.choice([1, 1, 2])):
        teller.tell(SUGGESTION, draft, at, _suggested(teller, About.DRAFT))
        at = teller.later(at, 0.5)
    fate, at = chance.random(), teller.later(at, 12)
    if fate < 0.3:
        article = chance.choice(teller.articles)
        ended = suggestions.DraftDeflected(answered_by=AnsweredBy.ARTICLE, article_id=article)
        teller.tell(SUGGESTION, draft, at, ended)
    elif fate < 0.4:
        ended = suggestions.DraftDeflected(answered_by=AnsweredBy.FLOW, walk=teller.id())
        teller.tell(SUGGESTION, draft, at, ended)
    elif fate < 0.8:
        opened = suggestions.DraftOpened(ticket=chance.choice(tickets))
        teller.tell(SUGGESTION, draft, at, opened)


def _suggest(teller: Teller, ticket: UUID, at: datetime) -> None:
    """Compared, or without a text; accepted, rejected, solved, withdrawn; linked, unlinked."""
    chance = teller.chance
    article = chance.choice(teller.articles)
    if chance.random() < 0.8:
        teller.tell(SUGGESTION, ticket, at, _suggested(teller, About.TICKET))
    for _ in range(chance.choice([0, 0, 1, 2])):
        at = teller.later(at, 5)
        if chance.random() < 0.5:
            told: Message = suggestions.SuggestionAccepted(article_id=article, suggested=True)
        else:
            told = suggestions.SuggestionRejected(article_id=chance.choice(teller.articles))
        teller.tell(SUGGESTION, ticket, at, told)
        if chance.random() < 0.4:
            solved = suggestions.TicketSolvedByArticle(article_id=article)
            teller.tell(SUGGESTION, ticket, at, solved)
        if chance.random() < 0.2:
            withdrawn = suggestions.SolutionWithdrawn(article_id=article)
            teller.tell(SUGGESTION, ticket, at, withdrawn)
    if chance.random() < 0.2:
        linked = teller.later(at, 5)
        teller.tell(ARTICLE, article, linked, kb.ArticleLinked(ticket=ticket))
        if chance.random() < 0.5:
            unlinked = teller.later(linked, 5)
            teller.tell(ARTICLE, article, unlinked, kb.ArticleUnlinked(ticket=ticket))


def _walk(teller: Teller, tickets: Sequence[UUID]) -> None:
    chance, walk, at = teller.chance, teller.id(), teller.moment()
    of: dict[str, Any] = {"flow": chance.choice(FLOWS), "version": chance.choice([1, 2])}
    language = chance.choice(LANGUAGES)
    start = walks.FlowStarted(**of, language=language, first_step="light")
    teller.tell(FLOW, walk, at, start)
    step, place, before = "light", 1, list[str]()
    while step not in ENDS and chance.random() < 0.8:
        at = teller.later(at, 0.05)
        if before and chance.random() < 0.15:
            place -= 1
            back = walks.FlowRetraced(**of, step=step, to_step=before[-1], place=place)
            teller.tell(FLOW, walk, at, back)
            step = before.pop()
            continue
        answer = chance.choice([0, 1])
        following = STEPS[step][answer]
        told = walks.FlowAnswered(
            **of, step=step, answer=("yes", "no")[answer], place=place, next_step=following
        )
        teller.tell(FLOW, walk, at, told)
        before.append(step)
        step, place = following, place + 1
    if step in ENDS or chance.random() < 0.8:
        outcome = ENDS.get(step, WalkOutcome.GIVEN_UP)
        silent = outcome is WalkOutcome.GIVEN_UP and chance.random() < 0.5
        where: dict[str, Any] = {"step": step, "place": place, "language": language, "path": ()}
        ended = walks.FlowEnded(**of, **where, outcome=outcome, by_silence=silent)
        teller.tell(FLOW, walk, teller.later(at, 0.1), ended)
        if outcome is not WalkOutcome.SOLVED and chance.random() < 0.5:
            attached = walks.FlowAttached(
                ticket=chance.choice(tickets), **of, outcome=outcome, path=()
            )
            teller.tell(FLOW, walk, teller.later(at, 1), attached)
