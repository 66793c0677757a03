"""The live reports' figures, recounted ticket by ticket in the simplest way, as rows by key."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import Any
from uuid import UUID

from tests.support.naive_stories import RESTING, Story, answers_by_root

WINDOW = timedelta(days=7)
Told = Mapping[UUID, Story]
Rows = dict[Any, dict[str, Any]]
Fact = dict[str, Any]


def rows(facts: Iterable[Fact], by: str, measures: Callable[[list[Fact]], Any]) -> Rows:
    """The measures of each group of facts, and of all of them under `...`."""
    groups: dict[Any, list[Fact]] = defaultdict(list)
    everything = list(facts)
    for fact in everything:
        groups[fact[by]].append(fact)
    return {key: measures(group) for key, group in [*groups.items(), (..., everything)]}


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def percentile(values: Iterable[float | None], wanted: float) -> float | None:
    """Interpolated between neighbours."""
    ordered = sorted(value for value in values if value is not None)
    if not ordered:
        return None
    place = wanted * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def hours(begin: datetime, end: datetime | None) -> float | None:
    return None if end is None else max(0.0, (end - begin).total_seconds()) / 3600


def count(group: Sequence[Fact], **words: Any) -> int:
    """How many facts have these words."""
    return sum(all(fact[name] == word for name, word in words.items()) for fact in group)


def _about(story: Story) -> Fact:
    return {
        "ticket": story.id,
        "category": story.category,
        "priority": story.priority,
        "channel": story.channel,
    }


def first_contact(told: Told, at: datetime) -> list[Fact]:
    """One fact per live ticket that was ever resolved and stands by itself."""
    answers = answers_by_root(dict(told))
    return [
        {
            **_about(one),
            "line": one.rests[0].line,
            "agent": one.rests[0].agent,
            "eligible": one.rests[0].outcome not in ("referred", "vendor", "replaced"),
            "open": one.rests[0].at + WINDOW > at,
            "held": _solved_at_once(one, told, answers[one.id], at),
        }
        for one in told.values()
        if one.live and one.rests and one.merged_into is None and one.rests[0].at <= at
    ]


def _solved_at_once(one: Story, told: Told, answers: list[datetime], at: datetime) -> bool:
    rest = one.rests[0]
    closes = rest.at + WINDOW

    def counts(moment: datetime | None) -> bool:
        return moment is not None and moment < closes and moment <= at

    if sum(map(counts, answers)) != 1 or counts(rest.reopened_at):
        return False
    if any(counts(move["at"]) for move in one.moves if move["lines"][0] != move["lines"][1]):
        return False
    calls = (call["at"] for call in one.interactions if call["direction"] == "inbound")
    again = [moment for moment in calls if moment > rest.at]
    again += [
        other.opened_at
        for other in told.values()
        if other is not one
        and other.live
        and other.opened_at > rest.at
        and other.opened is not None
        and one.opened is not None
        and other.opened.requester_id == one.opened.requester_id
        and other.category == one.category
    ]
    return not any(map(counts, again))


def count_first_contact(group: list[Fact]) -> dict[str, Any]:
    eligible = [fact for fact in group if fact["eligible"]]
    final = [fact for fact in group if not fact["open"]]
    return {
        "resolved": len(group),
        "first_contact": count(group, held=True),
        "gross": share(count(group, held=True), len(group)),
        "eligible": len(eligible),
        "net": share(count(eligible, held=True), len(eligible)),
        "provisional": len(group) - len(final),
        "final_gross": share(count(final, held=True), len(final)),
    }


def response(told: Told) -> list[Fact]:
    answers = answers_by_root(dict(told))
    facts = []
    for one in told.values():
        if not one.live or one.merged_into is not None:
            continue
        first = min(answers[one.id], default=None)
        had = [at for at, agent in one.held if agent is not None]
        noticed = min([*had, *answers[one.id]], default=None)
        waited = {"a": hours(one.opened_at, noticed), "r": hours(one.opened_at, first)}
        line, queue = one.first_place
        rested = one.status in RESTING
        facts.append({**_about(one), **waited, "line": line, "queue": queue, "rested": rested})
    return facts


def count_response(group: list[Fact]) -> dict[str, Any]:
    acknowledged = [fact["a"] for fact in group]
    answered = [fact["r"] for fact in group if fact["r"] is not None]
    return {
        "tickets": len(group),
        "answered": len(answered),
        "waiting": count(group, r=None, rested=False),
        "never": count(group, r=None, rested=True),
        "acknowledged_p50": percentile(acknowledged, 0.5),
        "acknowledged_p90": percentile(acknowledged, 0.9),
        "response_p50": percentile(answered, 0.5),
        "response_p90": percentile(answered, 0.9),
        "response_p95": percentile(answered, 0.95),
        "response_mean": sum(answered) / len(answered) if answered else None,
    }


def moves(told: Told) -> list[Fact]:
    return [{**_about(one), **move} for one in told.values() for move in one.moves]


def count_moves(group: list[Fact]) -> dict[str, Any]:
    back = [fact for fact in group if fact["back"]]
    return {
        "moves": len(group),
        "tickets": len({fact["ticket"] for fact in group}),
        "returned": len(back),
        "tickets_returned": len({fact["ticket"] for fact in back}),
        "bounce_rate": share(len(back), len(group)),
    }


def arrivals(told: Told) -> list[Fact]:
    unknown = {"left": None, "went": None}
    return [{**_about(one), **unknown, **come} for one in told.values() for come in one.arrivals]


def count_arrivals(group: list[Fact]) -> dict[str, Any]:
    stays = [hours(fact["at"], fact["left"]) for fact in group]
    return {
        "arrivals": len(group),
        "escalated": count(group, went="escalated"),
        "escalation_rate": share(count(group, went="escalated"), len(group)),
        "handed_back": count(group, went="handed_back"),
        "returned": count(group, back=True),
        "bounce_rate": share(count(group, back=True), len(group)),
        "stay_p50": percentile(stays, 0.5),
    }


def resolutions(told: Told) -> list[Fact]:
    """One fact per coming to rest, with its rating."""
    return [
        {**_about(one), **vars(rest), "cycle": str(cycle), "stars": one.ratings.get(cycle),
         "merged": one.merged_into is not None}
        for one in told.values()
        for cycle, rest in enumerate(one.rests, start=1)
    ]  # fmt: skip


def count_resolutions(group: list[Fact]) -> dict[str, Any]:
    undone = len(group) - count(group, reopened_at=None)
    return {
        "resolutions": len(group),
        "tickets": len({fact["ticket"] for fact in group}),
        "reopened": undone,
        "reopening_rate": share(undone, len(group)),
    }


def count_ratings(group: list[Fact]) -> dict[str, Any]:
    stars = [fact["stars"] for fact in group if fact["stars"] is not None]
    n, content = len(stars), sum(one >= 4 for one in stars)
    low, high = wilson(content, n)
    return {
        "ratings": n,
        "resolutions": len(group),
        "response_share": share(n, len(group)),
        "mean": sum(stars) / n if n else None,
        "satisfied": content,
        "satisfied_share": share(content, n),
        "satisfied_low": low,
        "satisfied_high": high,
    }


def wilson(successes: int, n: int) -> tuple[float | None, float | None]:
    """Wilson's score interval at 95 %: the shares that are less than z deviations away.

    The ends solve (p - x)² = z² x (1 - x) / n for x.
    """
    if not n:
        return None, None
    z, p = 1.959963984540054, successes / n
    a, b, c = 1 + z * z / n, -(2 * p + z * z / n), p * p
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))
