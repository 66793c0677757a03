"""The reports on answers without an agent, recounted subject by subject in plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from firstline_events import kb, searches, suggestions, walks
from firstline_events.message import Message
from tests.support.answer_history import ARTICLE, FLOW, SEARCH, SUGGESTION
from tests.support.live_tickets import Said
from tests.support.naive_live_figures import Fact, count, share, wilson
from tests.support.naive_stories import RESTING, Story

Lives = Mapping[str, Mapping[UUID, list[Said]]]


def lives(told: Iterable[Said], at: datetime) -> Lives:
    """By topic, each subject's events until the instant."""
    found: dict[str, dict[UUID, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for said in sorted(told, key=lambda one: one.sequence):
        if said.at <= at:
            found[said.topic][said.ticket_id].append(said)
    return found


def _of(life: Sequence[Said], *kinds: type[Message]) -> list[Any]:
    return [said.message for said in life if isinstance(said.message, kinds)]


def _sure(made: searches.SearchMade) -> bool:
    return made.hits > 0 if made.confident is None else made.confident


def search_facts(told: Lives) -> list[Fact]:
    facts = []
    for search, life in told[SEARCH].items():
        [made] = _of(life, searches.SearchMade)
        opened = bool(_of(life, searches.FoundArticleOpened))
        facts.append(
            {"what": "search", "id": search, "ticket": None, "at": life[0].at, "sure": _sure(made),
             "opened": opened, "hits": made.hits, "words": made.words, "category": made.category,
             "language": made.language.value}
        )  # fmt: skip
    return facts


def draft_facts(told: Lives, at: datetime) -> list[Fact]:
    facts = []
    for draft, life in told[SUGGESTION].items():
        texts = [said for said in life if isinstance(said.message, suggestions.ArticlesSuggested)]
        if texts and texts[0].message.about is suggestions.About.DRAFT:  # type: ignore[attr-defined]
            ends = _of(life, suggestions.DraftDeflected, suggestions.DraftOpened)
            end = _ended(ends) or _silent(texts[-1].at, at)
            said: Any = texts[-1].message
            facts.append({"what": "draft", "id": draft, "at": life[0].at, "end": end,
                          "language": said.language.value})  # fmt: skip
    return facts


def _ended(ends: Sequence[Any]) -> str | None:
    if not ends:
        return None
    last = ends[-1]
    return "ticket" if isinstance(last, suggestions.DraftOpened) else last.answered_by.value


def _silent(last_text: datetime, at: datetime) -> str:
    return "abandoned" if at - last_text >= timedelta(hours=24) else "open"


def ticket_facts(told: Lives, desk: Mapping[UUID, Story]) -> list[Fact]:
    facts = []
    for ticket, life in told[SUGGESTION].items():
        if ticket in desk:
            compared = _of(life, suggestions.ArticlesSuggested)
            judged = _judged(life)
            ends = _of(life, suggestions.TicketSolvedByArticle, suggestions.SolutionWithdrawn)
            facts.append(
                {"what": "ticket", "id": ticket, "at": life[0].at,
                 "suggested": bool(compared and compared[0].articles),
                 "unsure": bool(compared and not compared[0].articles),
                 "accepted": True in judged, "rejected": bool(judged) and True not in judged,
                 "solution": type(ends[-1]).__name__ if ends else None,
                 "language": compared[0].language.value if compared else None}
            )  # fmt: skip
    return facts


def _judged(life: Sequence[Said]) -> list[bool]:
    """Of each article that was judged, whether the last word accepts it."""
    last: dict[UUID, bool] = {}
    for one in _of(life, suggestions.SuggestionAccepted, suggestions.SuggestionRejected):
        last[one.article_id] = isinstance(one, suggestions.SuggestionAccepted)
    return list(last.values())


def count_self_service(group: list[Fact]) -> dict[str, Any]:
    found = [fact for fact in group if fact["what"] == "search"]
    drafts = [fact for fact in group if fact["what"] == "draft"]
    tickets = [fact for fact in group if fact["what"] == "ticket"]
    deflected = count(drafts, end="article") + count(drafts, end="flow")
    decided = deflected + count(drafts, end="ticket")
    low, high = wilson(deflected, decided)
    return {
        "searches": len(found),
        "answered": count(found, sure=True),
        "opened": count(found, opened=True),
        "drafts": len(drafts),
        "deflected_by_article": count(drafts, end="article"),
        "deflected_by_flow": count(drafts, end="flow"),
        "opened_as_ticket": count(drafts, end="ticket"),
        "abandoned": count(drafts, end="abandoned"),
        "deflection": share(deflected, decided),
        "deflection_low": low,
        "deflection_high": high,
        "tickets": len(tickets),
        "suggested": count(tickets, suggested=True),
        "unsure": count(tickets, unsure=True),
        "accepted": count(tickets, accepted=True),
        "rejected": count(tickets, rejected=True),
        "solved_by_article": count(tickets, solution="TicketSolvedByArticle"),
        "withdrawn": count(tickets, solution="SolutionWithdrawn"),
    }


def gap_facts(told: Lives, desk: Mapping[UUID, Story]) -> list[Fact]:
    """What no article answers; the desk's stories end at the instant."""
    facts = [{**one, "gap": not one["sure"]} for one in search_facts(told)]
    facts = [one for one in facts if one["gap"] or not one["opened"]]
    linked = _linked(told)
    for ticket, story in desk.items():
        life = told[SUGGESTION].get(ticket, [])
        answered = True in _judged(life) or ticket in linked
        if story.status in RESTING and not story.merged_into and not answered:
            compared = _of(life, suggestions.ArticlesSuggested)
            facts.append(
                {"what": "ticket", "id": ticket, "ticket": ticket, "at": story.rests[-1].at,
                 "gap": True, "solved": story.rests[-1].outcome == "solved", "hits": None,
                 "words": compared[-1].words if compared else (), "category": story.category,
                 "language": compared[-1].language.value if compared else None}
            )  # fmt: skip
    return facts


def _linked(told: Lives) -> set[UUID]:
    standing: dict[tuple[UUID, UUID], bool] = {}
    for article, life in told[ARTICLE].items():
        for one in _of(life, kb.ArticleLinked, kb.ArticleUnlinked):
            standing[article, one.ticket] = isinstance(one, kb.ArticleLinked)
    return {ticket for (_, ticket), stands in standing.items() if stands}


def count_gaps(group: list[Fact]) -> dict[str, Any]:
    found = [one for one in group if one["what"] == "search" and one["gap"]]
    tickets = [one for one in group if one["what"] == "ticket"]
    return {
        "gaps": len(found) + len(tickets),
        "searches": len(found),
        "no_hits": count(found, hits=0),
        "tickets": len(tickets),
        "solved": count(tickets, solved=True),
        "unopened": count(group, gap=False),
        "last_seen": max((one["at"] for one in group), default=None),
    }


def step_facts(told: Lives) -> list[Fact]:
    """One fact per step that was shown, answered or left, and where a walk ended or stands."""
    facts: list[Fact] = []
    for walk, life in told[FLOW].items():
        start: Any = life[0].message
        about = {"walk": walk, "flow": start.flow, "version": f"{start.flow}@{start.version}",
                 "attached": bool(_of(life, walks.FlowAttached))}  # fmt: skip
        step, ended = "", False
        for said in life:
            one: Any = said.message
            if isinstance(one, walks.FlowAttached):
                continue
            if isinstance(one, walks.FlowEnded):
                facts.append({**about, "what": one.outcome.value, "step": one.step,
                              "silent": one.by_silence})  # fmt: skip
                ended = True
                continue
            if step:
                what = "answered" if isinstance(one, walks.FlowAnswered) else "retraced"
                facts.append({**about, "what": what, "step": step,
                              "answer": getattr(one, "answer", None)})  # fmt: skip
            step = _shown(one)
            facts.append({**about, "what": "reached", "step": step})
        if not ended:
            facts.append({**about, "what": "open", "step": step})
    return [{**one, "key": f"{one['version']} {one['step']}"} for one in facts]


def _shown(one: Any) -> str:
    names = ("first_step", "next_step", "to_step")
    [shown] = [str(getattr(one, name)) for name in names if hasattr(one, name)]
    return shown


def count_steps(group: list[Fact]) -> dict[str, Any]:
    reached = {one["walk"] for one in group}
    ends = {what: count(group, what=what) for what in ("solved", "not_solved", "given_up", "open")}
    return {
        **ends,
        "reached": len(reached),
        "answered": count(group, what="answered"),
        "retraced": count(group, what="retraced"),
        "by_silence": sum(one.get("silent", False) for one in group),
        "given_up_share": share(ends["given_up"], len(reached)),
        "attached": len({one["walk"] for one in group if one["attached"]}),
    }
