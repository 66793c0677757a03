"""More of the live reports' figures, recounted: who did what, what was said, what was asked."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from tests.support.naive_live_figures import Fact, Told, count, hours, percentile, share
from tests.support.naive_stories import RESTING, Story


def conversations(told: Told) -> list[Fact]:
    return [
        {**said, "ticket": one.id, "category": one.category}
        for one in told.values()
        for said in one.interactions
    ]


def count_conversations(group: list[Fact]) -> dict[str, Any]:
    return {
        "interactions": len(group),
        "tickets": len({fact["ticket"] for fact in group}),
        "contacts": count(group, kind="contact"),
        "inbound": count(group, kind="contact", direction="inbound"),
        "outbound": count(group, kind="contact", direction="outbound"),
        "minutes": sum(fact["seconds"] for fact in group) / 60,
        "from_requesters": count(group, kind="message", author="requester"),
        "from_agents": count(group, kind="message", author="agent"),
        "notes": count(group, kind="note"),
    }


def agent_changes(told: Told) -> list[Fact]:
    """Every change from one agent to another, whoever had it in between."""
    return [fact for one in told.values() for fact in _handed_on(one)]


def _handed_on(one: Story) -> list[Fact]:
    had = [(at, agent) for at, agent in one.held if agent is not None]
    facts = []
    for place, ((_, before), (at, after)) in enumerate(pairwise(had), start=1):
        if before != after:
            back = after in [agent for _, agent in had[:place]]
            facts.append({"ticket": one.id, "at": at, "from": before, "to": after, "back": back})
    return facts


def count_agent_changes(group: list[Fact]) -> dict[str, Any]:
    back = [fact for fact in group if fact["back"]]
    return {
        "changes": len(group),
        "tickets": len({fact["ticket"] for fact in group}),
        "returned": len(back),
        "tickets_returned": len({fact["ticket"] for fact in back}),
        "return_rate": share(len(back), len(group)),
    }


def requests(told: Told) -> list[Fact]:
    return [
        {**request, "ticket": one.id, "category": one.category}
        for one in told.values()
        for request in one.requests.values()
    ]


def count_requests(group: list[Fact]) -> dict[str, Any]:
    waited = [hours(fact["at"], fact["answered"]) for fact in group]
    answered = len(group) - count(group, outcome="waiting")
    return {
        "requests": len(group),
        "accepted": count(group, outcome="accepted"),
        "declined": count(group, outcome="declined"),
        "waiting": count(group, outcome="waiting"),
        "acceptance": share(count(group, outcome="accepted"), answered),
        "answer_p50": percentile(waited, 0.5),
        "answer_p90": percentile(waited, 0.9),
    }


def load(told: Told, at: datetime) -> list[Fact]:
    """What each agent had at the instant, and all that they ever did."""
    facts = []
    for one in told.values():
        done = [(agent, "taken") for _, agent in one.held]
        done += [(said["agent"], said["kind"]) for said in one.interactions]
        done += [(move["agent"], "moved") for move in one.moves]
        done += [(rest.agent, "resolved") for rest in one.rests]
        facts += [{"ticket": one.id, "agent": a, "what": w} for a, w in done if a is not None]
        agent = _last([(moment, agent) for moment, agent in one.held], at)
        status = _last([(moment, status) for moment, status in one.statuses], at)
        if agent is not None and status not in (None, *RESTING):
            facts.append({"ticket": one.id, "agent": agent, "what": "open"})
    return facts


def _last(spells: list[tuple[datetime, Any]], at: datetime) -> Any:
    """What was said last until then."""
    found = [value for moment, value in spells if moment <= at]
    return found[-1] if found else None


def count_load(group: list[Fact]) -> dict[str, Any]:
    return {
        "open": count(group, what="open"),
        "touched": len({fact["ticket"] for fact in group if fact["what"] != "open"}),
        "taken": count(group, what="taken"),
        "resolved": count(group, what="resolved"),
        "contacts": count(group, what="contact"),
        "messages": count(group, what="message") + count(group, what="note"),
        "moved": count(group, what="moved"),
    }


def referrals(told: Told) -> list[Fact]:
    return [{**sent, "ticket": one.id} for one in told.values() for sent in one.referrals]


def count_referrals(group: list[Fact]) -> dict[str, Any]:
    return {"referrals": len(group), "tickets": len({fact["ticket"] for fact in group})}


def incidents(told: Told) -> list[Fact]:
    return [
        {**incident, "ticket": one.id, "category": one.category}
        for one in told.values()
        for incident in one.incidents
    ]


def count_incidents(group: list[Fact]) -> dict[str, Any]:
    lasted = [hours(fact["at"], fact["until"]) for fact in group]
    return {
        "declared": len(group),
        "tickets": len({fact["ticket"] for fact in group}),
        "standing": count(group, until=None),
        "lasted_p50": percentile(lasted, 0.5),
        "lasted_longest": max((one for one in lasted if one is not None), default=None),
    }
