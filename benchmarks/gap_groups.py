"""How well groups of words gather what asks for one article: measured where that is known.

`python -m benchmarks.gap_groups` writes `results/gap_groups.json`. In stackfaq ten people ask for
each article in their own words. A pair of queries is right to be in one group when one article
answers both: precision is the right ones of the pairs in one group, recall those of all right ones.
The rule was chosen on the tuning half; the held-out half is told as well.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations, product
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.kb_collections import Collection, Judged, read_collection
from firstline_kb.adapters.search.analysis import analysis_of
from firstline_kb.adapters.search.folding import fold
from firstline_reporting.read_models.gap_groups import MOST_SETS
from firstline_reporting.read_models.grouping import LEAST, Rarity, Words, grouped

RESULT = Path(__file__).with_name("results") / "gap_groups.json"
MOST_WORDS = 8
SHARES = (0.15, 0.2, 0.25, 0.34, 0.4, 0.5)
Sets = Sequence[Words]
Overlap = Callable[[Words, Words], float]


def main() -> None:
    """Compare the shares, measure the one in use at its limit, and write it all down."""
    collection = read_collection("stackfaq")
    halves = {"tuning": collection.tuning, "held_out": collection.held_out}
    told = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "collection": collection.name,
        "shares": {name: _compared(collection, half) for name, half in halves.items()},
        "at_the_limit": _at_the_limit(),
    }
    RESULT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))


def _compared(collection: Collection, queries: Sequence[Judged]) -> list[dict[str, Any]]:
    sets = words_of(collection, queries)
    rules = {"words alike": _jaccard, "words by rarity": Rarity(set(sets)).overlap}
    found = []
    for rule, share in product(rules, SHARES):
        founders = _plainly(sets, rules[rule], share)
        if rule == "words by rarity" and share * LEAST == 1:
            weights = {one: (n,) for one, n in Counter(sets).items()}
            assert grouped(weights) == founders, "the index by rarer words changes nothing"
        judged = _judged(queries, [founders[one] for one in sets])
        found.append({"rule": rule, "share": share, **judged})
    return found


def words_of(collection: Collection, queries: Sequence[Judged]) -> list[Words]:
    """Of each query at most eight stems, the rarest among the texts; no stop words."""
    analysis = analysis_of(collection.language)

    def stems(text: str) -> list[str]:
        return [analysis.stem(word) for word in analysis.content.analyze(fold(text))]

    known = Counter(
        stem for text in collection.texts for stem in set(stems(f"{text.title} {text.text}"))
    )
    return [
        Words(
            collection.language,
            frozenset(
                sorted(set(stems(one.text)), key=lambda stem: (known[stem], stem))[:MOST_WORDS]
            ),
        )
        for one in queries
    ]


def _jaccard(one: Words, other: Words) -> float:
    return len(one.words & other.words) / len(one.words | other.words)


def _plainly(sets: Sets, overlap: Overlap, share: float) -> dict[Words, Words]:
    """The rule by any overlap and share, by comparing with every founder."""
    counts = Counter(sets)
    founders: list[Words] = []
    found = {}
    for one in sorted(counts, key=lambda each: (-counts[each], sorted(each.words))):
        near = [(-overlap(one, founder), n) for n, founder in enumerate(founders)]
        most, number = min(near, default=(0.0, 0))
        found[one] = founders[number] if -most >= share else one
        founders += [one] if found[one] is one else []
    return found


def _judged(queries: Sequence[Judged], groups: Sets) -> dict[str, Any]:
    pairs = list(combinations(range(len(queries)), 2))
    right = {(a, b) for a, b in pairs if queries[a].answers & queries[b].answers}
    together = {(a, b) for a, b in pairs if groups[a] == groups[b]}
    precision = len(right & together) / len(together) if together else 1.0
    recall = len(right & together) / len(right)
    f1 = 2 * precision * recall / (precision + recall)
    sizes: Mapping[Words, int] = Counter(groups)
    told = {"precision": precision, "recall": recall, "f1": f1}
    rounded = {name: round(value, 3) for name, value in told.items()}
    return {**rounded, "groups": len(sizes), "largest": max(sizes.values())}


def _at_the_limit() -> dict[str, Any]:
    """As many sets as a question may have, of words as frequent as in any language (Zipf)."""
    chance = Random(1)
    stems = [f"stem{n}" for n in range(20_000)]
    shares = [1 / (n + 5) for n in range(len(stems))]
    weights: dict[Words, tuple[int, ...]] = {}
    while len(weights) < MOST_SETS:
        words = chance.choices(stems, shares, k=ceil(chance.uniform(0, MOST_WORDS)))
        weights[Words("en", frozenset(words))] = (chance.choice([1, 1, 1, 2, 5]),)
    begun = time.process_time()
    groups = len(set(grouped(weights).values()))
    return {
        "sets": MOST_SETS,
        "groups": groups,
        "processor_seconds": round(time.process_time() - begun, 2),
    }


if __name__ == "__main__":
    main()
