"""Merging sets of words that overlap: the same for the same sets, in whatever order they come."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log
from typing import NamedTuple

LEAST = 4
"""Who joins a group shares at least one part in so many of what both say."""


class Words(NamedTuple):
    """The words of one text, and in which language; of several languages nothing is merged."""

    language: str | None
    words: frozenset[str]


Weight = tuple[int, ...]
"""How much a set counts, as tuples compare: the heaviest founds the first group."""


class Rarity:
    """What words say: the rarer among the sets of their language, the more.

    In whole numbers, so that sums are exact and no order of adding shows.
    """

    def __init__(self, sets: Iterable[Words]):
        every = list(sets)
        known = Counter((one.language, word) for one in every for word in one.words)
        many = Counter(one.language for one in every)
        self._of = {key: round(1_000 * log(1 + many[key[0]] / n)) for key, n in known.items()}

    def of(self, one: Words) -> int:
        """All words of the set together."""
        return sum(self._of[one.language, word] for word in one.words)

    def overlap(self, one: Words, other: Words) -> float:
        """What both share, of all that both say: Jaccard's index with words by their rarity."""
        if one.language != other.language:
            return 0.0
        return self.share(one, other, self.of(one) + self.of(other))

    def share(self, one: Words, other: Words, both: int) -> float:
        """`overlap` of two of one language, where it is known what each says: both is the sum."""
        shared = sum(self._of[one.language, word] for word in one.words & other.words)
        return shared / (both - shared) if both else 1.0

    def start(self, one: Words) -> list[str]:
        """The rarest words, one of which everybody shares who may join: the rest is too light."""
        rest, found = self.of(one), list[str]()
        whole = rest
        for word in sorted(one.words, key=lambda word: (-self._of[one.language, word], word)):
            if LEAST * rest < whole:
                break
            found.append(word)
            rest -= self._of[one.language, word]
        return found


def grouped(weights: Mapping[Words, Weight]) -> dict[Words, Words]:
    """The founder of the group of each set, which is one of the sets, maybe itself.

    From the heaviest on, each set joins the group whose founder it overlaps with most, the earlier
    of two, if that is a quarter at least (`Rarity.overlap`); else it founds the next one.
    """
    groups = _Groups(Rarity(weights))
    order = sorted(weights, key=lambda one: (*(-n for n in weights[one]), _text(one)))
    return {one: groups.take(one) for one in order}


class _Groups:
    """The founders so far, found by the words that somebody who joins must share with them."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._founders: list[tuple[Words, int]] = []
        self._by_word: dict[tuple[str | None, str], list[int]] = defaultdict(list)
        self._wordless: dict[str | None, Words] = {}

    def take(self, one: Words) -> Words:
        if not one.words:
            return self._wordless.setdefault(one.language, one)
        says, start = self._rarity.of(one), self._rarity.start(one)
        most, number = self._nearest(one, says, start)
        if most * LEAST >= 1:
            return self._founders[number][0]
        for word in start:
            self._by_word[one.language, word].append(len(self._founders))
        self._founders.append((one, says))
        return one

    def _nearest(self, one: Words, says: int, start: list[str]) -> tuple[float, int]:
        """The founder with the largest overlap, which comes first; 0.0 where there is none."""
        near = set[int]().union(*(self._by_word.get((one.language, w), ()) for w in start))
        most, nearest = 0.0, 0
        for number in near:
            founder, weight = self._founders[number]
            share = self._rarity.share(one, founder, says + weight)
            if share > most or (share == most and number < nearest):
                most, nearest = share, number
        return most, nearest


def _text(one: Words) -> tuple[str, list[str]]:
    return one.language or "", sorted(one.words)
