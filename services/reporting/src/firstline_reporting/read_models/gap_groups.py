"""Gaps by their words: which sets of words are one subject, and what each subject sums up to."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import psycopg
from psycopg.rows import namedtuple_row

from firstline_reporting.read_models.counting import over_all_tickets
from firstline_reporting.read_models.gap_facts import facts
from firstline_reporting.read_models.grouping import Words, grouped
from firstline_reporting.read_models.question import CannotAnswer, Question
from firstline_reporting.read_models.report import Answer, Key

MOST_SETS = 20_000
"""Different sets of words, with their categories, that one question may have: each is in memory."""
SUMS = ("gaps", "searches", "no_hits", "tickets", "solved", "unopened")
_SETS = f"""SELECT f.raw, f.language, f.words, f.category,
           count(*) FILTER (WHERE f.gap) AS gaps,
           count(*) FILTER (WHERE f.gap AND f.what = 'search') AS searches,
           count(*) FILTER (WHERE f.gap AND f.what = 'search' AND f.hits = 0) AS no_hits,
           count(*) FILTER (WHERE f.gap AND f.what = 'ticket') AS tickets,
           count(*) FILTER (WHERE f.gap AND f.what = 'ticket' AND f.solved) AS solved,
           count(*) FILTER (WHERE NOT f.gap) AS unopened,
           max(f.at) AS last_seen
      FROM ({facts()}) AS f GROUP BY 1, 2, 3, 4 LIMIT %(most)s"""  # noqa: S608


class Tally(NamedTuple):
    """All facts of one category that have the same words in the same order."""

    raw: str
    language: str | None
    words: list[str]
    category: str | None
    gaps: int
    searches: int
    no_hits: int
    tickets: int
    solved: int
    unopened: int
    last_seen: datetime

    @property
    def set(self) -> Words:
        """Those without words are one, whatever their language."""
        words = frozenset(self.words)
        return Words(self.language if words else None, words)


def grouped_by_words(connection: psycopg.Connection[Any], question: Question) -> Answer:
    """A row per group, the most frequent first. Raises CannotAnswer for too many sets of words."""
    groups = gathered(_tallies(connection, question))
    rows = [{"key": key, **_summed(tallies)} for key, tallies in groups.items()]
    every = [one for tallies in groups.values() for one in tallies]
    total = {"key": None, **_summed(every), "category": None}
    return Answer(sorted(rows, key=_place), total)


def members(question: Question, key: Key, connection: psycopg.Connection[Any]) -> dict[str, Any]:
    """What the facts of the group of this key are called, as the parameter `members`."""
    groups = gathered(_tallies(connection, question))
    return {"members": [one.raw for one in groups.get(_word(key), [])]}


def gathered(tallies: Iterable[Tally]) -> dict[str | None, list[Tally]]:
    """The tallies of each group, by the key of its row; pure, and each is in exactly one."""
    by_set: dict[Words, list[Tally]] = defaultdict(list)
    for one in tallies:
        by_set[one.set].append(one)
    weights = {words: _weight(found) for words, found in by_set.items()}
    groups: dict[str | None, list[Tally]] = defaultdict(list)
    for words, founder in grouped(weights).items():
        groups[_key(founder, by_set[founder])].extend(by_set[words])
    return dict(groups)


def _tallies(connection: psycopg.Connection[Any], question: Question) -> list[Tally]:
    over_all_tickets(connection)
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        asked = {**question.parameters(), "most": MOST_SETS + 1}
        rows = cursor.execute(_SETS.encode(), asked).fetchall()
    if len(rows) > MOST_SETS:
        reason = f"more than {MOST_SETS:,} different sets of words are too many to be compared"
        raise CannotAnswer("from", f"{reason}; take a shorter period, one language or category")
    return [Tally(*row) for row in rows]


def _weight(tallies: list[Tally]) -> tuple[int, int]:
    return sum(one.gaps for one in tallies), sum(one.unopened for one in tallies)


def _key(founder: Words, tallies: list[Tally]) -> str | None:
    """The words as they were told, the rarest first; null: there are none."""
    if not founder.words:
        return None
    words = min(one.words for one in tallies)
    return " ".join([founder.language or "?", *words])


def _word(key: Key) -> str | None:
    return key if isinstance(key, str) else None


def _summed(tallies: list[Tally]) -> dict[str, Any]:
    sums = {name: sum(getattr(one, name) for one in tallies) for name in SUMS}
    last_seen = max((one.last_seen for one in tallies), default=None)
    return {"category": _category(tallies), **sums, "last_seen": last_seen}


def _category(tallies: list[Tally]) -> str | None:
    """That of most, ties by name; the unknown gives way to any that is known."""
    counts: Counter[str] = Counter()
    for one in tallies:
        if one.category is not None:
            counts[one.category] += one.gaps + one.unopened
    return min(counts, key=lambda name: (-counts[name], name), default=None)


def _place(row: dict[str, Any]) -> tuple[Any, ...]:
    return -row["gaps"], -row["unopened"], row["key"] is None, row["key"] or ""
