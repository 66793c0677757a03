"""How well and how fast kb finds the article, beside plain BM25 in the same run.

`python -m benchmarks.kb_search [--tune | --times | --confidence]`

Recall at 1 and at 5 on each collection, on the half of the queries that the weights were chosen by
and on the half that nothing was chosen by; the same with slips of the finger; the time of a page of
ten with highlighted snippets; size and building time of the index. `--tune` also compares the
weights anew, on the first half alone; `--times` measures times alone, `--confidence` alone how
often an article is named as the answer (`kb_confidence.py`). On a machine that others use the
processor times say how much is ours. The result goes to `benchmarks/results/kb_search.json`.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.kb_collections import BARS, LANGUAGES, Collection, Judged, read_collection
from benchmarks.kb_confidence import confidence
from benchmarks.machine import machine_facts
from benchmarks.plain_bm25 import PlainBm25
from benchmarks.typos import with_slips
from firstline_kb.adapters.search.engine import ArticleSearch
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.adapters.search.queries import TUNED, Weights
from firstline_kb.application.following import Position
from firstline_kb.application.searching import PublicText, Question

RESULT = Path(__file__).parent / "results" / "kb_search.json"
GOAL_P95_MS = 20
_TUNED_ON = 600
_TIMED = 1_000
_TIMES_OVER = 10
"""The largest collection this many times over: how the time of a page grows."""
_VARIANTS = (
    TUNED,
    TUNED._replace(grams=0.0),
    TUNED._replace(grams=0.05),
    TUNED._replace(grams=0.2),
    TUNED._replace(words=0.0),
    TUNED._replace(words=1.0),
    TUNED._replace(title=0.0),
    TUNED._replace(title=1.0),
    TUNED._replace(title=3.0),
    Weights(stems=1.0, title=0.0, words=0.0, grams=0.0),
)
Best = Callable[[str], Sequence[str]]
Figures = dict[str, Any]


def main() -> None:
    """Measure, print and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tune", action="store_true", help="compare the weights anew")
    parser.add_argument("--times", action="store_true", help="measure times alone")
    parser.add_argument("--confidence", action="store_true", help="measure confident@2 alone")
    arguments = parser.parse_args()
    collections = [read_collection(name) for name in LANGUAGES]
    if arguments.confidence:
        result = _confidence_anew(collections)
    else:
        result = _times_anew(collections) if arguments.times else _all(collections, arguments.tune)
    text = json.dumps(result, indent=1)
    RESULT.write_text(text + "\n", encoding="utf-8")
    print(text)


def _all(collections: Sequence[Collection], tune: bool) -> Figures:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "goals": {
            "p95_ms": GOAL_P95_MS,
            "recall_at_least": {n: b._asdict() for n, b in BARS.items()},
        },
        "weights": TUNED._asdict(),
        "collections": {one.name: _measure(one) for one in collections},
        "ten_times_over": _grown(max(collections, key=lambda one: len(one.texts))),
        "tuning": _compare(collections) if tune else _before().get("tuning", []),
        "machine": _machine(),
    }


def _times_anew(collections: Sequence[Collection]) -> Figures:
    result = _before()
    for one in collections:
        search = ArticleSearch(filled(one.texts))
        result["collections"][one.name]["page_of_ten"] = _times(search, one)
        result["collections"][one.name]["index"] = _building(one)
    largest = max(collections, key=lambda one: len(one.texts))
    return {**result, "ten_times_over": _grown(largest), "times_measured_on": _machine()}


def _confidence_anew(collections: Sequence[Collection]) -> Figures:
    result = _before()
    for one in collections:
        result["collections"][one.name]["confidence"] = confidence(one, filled(one.texts))
    return {**result, "confidence_measured_at": datetime.now(UTC).isoformat(timespec="seconds")}


def _machine() -> Figures:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {**machine_facts(), "tantivy": version("tantivy"), "at": now}


def filled(texts: Sequence[PublicText], folder: Path | None = None) -> ArticleIndex:
    """An index of these texts, in memory without a folder."""
    index = ArticleIndex(folder)
    index.write({one.article_id: [one] for one in texts}, Position(1, "benchmark"))
    return index


def recall(queries: Sequence[Judged], best: Best) -> Figures:
    """Shares of the queries whose first hit answers, and of those that have an answer in five."""
    found = [(best(query.text), query.answers) for query in queries]
    first = sum(bool(hits and hits[0] in answers) for hits, answers in found)
    five = sum(not answers.isdisjoint(hits[:5]) for hits, answers in found)
    return {
        "recall_at_1": round(first / len(queries), 4),
        "recall_at_5": round(five / len(queries), 4),
    }


def finder(search: ArticleSearch, language: str) -> Best:
    """The ids of the five best."""

    def best(text: str) -> list[str]:
        return [hit.article_id for hit in search.search(Question(text, language, limit=5)).hits]

    return best


def _building(collection: Collection) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        begin, busy = time.perf_counter(), time.process_time()
        index = filled(collection.texts, Path(folder))
        took, worked = time.perf_counter() - begin, time.process_time() - busy
        index.close()
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return {
        "bytes": size,
        "build_seconds": round(took, 2),
        "build_processor_seconds": round(worked, 2),
    }


def _measure(collection: Collection) -> Figures:
    search = ArticleSearch(filled(collection.texts))
    plain = PlainBm25(collection.texts)
    return {
        "texts": len(collection.texts),
        "queries": len(collection.tuning) + len(collection.held_out),
        "firstline": _recalls(collection, finder(search, collection.language)),
        "plain_bm25": _recalls(collection, lambda query: plain.best(query, 5)),
        "confidence": confidence(collection, filled(collection.texts)),
        "page_of_ten": _times(search, collection),
        "index": _building(collection),
    }


def _recalls(collection: Collection, best: Best) -> Figures:
    chance = random.Random(collection.name)
    slipped = [Judged(with_slips(q.text, chance), q.answers) for q in collection.held_out]
    tuning, held_out = recall(collection.tuning, best), recall(collection.held_out, best)
    share = len(collection.tuning) / (len(collection.tuning) + len(collection.held_out))
    return {
        "all": {k: round(share * tuning[k] + (1 - share) * held_out[k], 4) for k in tuning},
        "tuning_half": tuning,
        "held_out_half": held_out,
        "held_out_half_with_slips": recall(slipped, best),
    }


def _grown(collection: Collection) -> Figures:
    """The time of a page where the same texts stand many times, as articles of their own."""
    many = [
        text._replace(article_id=f"{text.article_id}-{copy}")
        for copy in range(_TIMES_OVER)
        for text in collection.texts
    ]
    search = ArticleSearch(filled(many))
    return {"texts": len(many), "page_of_ten": _times(search, collection)}


def _times(search: ArticleSearch, collection: Collection) -> Figures:
    """Wall and processor time; on a machine that others use only the second says something."""
    taken = [
        _ask(search, query.text, collection.language) for query in collection.held_out[:_TIMED]
    ]
    wall, busy = (quantiles(one, n=100) for one in zip(*taken, strict=True))
    return {
        "p50_ms": round(wall[49], 2),
        "p95_ms": round(wall[94], 2),
        "processor_p50_ms": round(busy[49], 2),
        "processor_p95_ms": round(busy[94], 2),
    }


def _ask(search: ArticleSearch, text: str, language: str) -> tuple[float, float]:
    wall, busy = time.perf_counter(), time.thread_time()
    search.search(Question(text, language))
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - busy) * 1000


def _compare(collections: Sequence[Collection]) -> list[Figures]:
    """Each variant on a sample of the tuning halves; the mean of all six figures decides."""
    indexes = [(one, filled(one.texts)) for one in collections]
    compared = []
    for weights in _VARIANTS:
        found = {
            one.name: recall(
                one.tuning[:_TUNED_ON], finder(ArticleSearch(index, weights), one.language)
            )
            for one, index in indexes
        }
        figures = [figure for each in found.values() for figure in each.values()]
        mean = round(sum(figures) / len(figures), 4)
        compared.append({"weights": weights._asdict(), "mean": mean, **found})
    return sorted(compared, key=lambda one: -one["mean"])


def _before() -> Figures:
    """The result as it was committed."""
    found: Figures = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    return found


if __name__ == "__main__":
    main()
