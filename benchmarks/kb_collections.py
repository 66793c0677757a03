"""The retrieval collections: texts, people's queries, and which text answers which query.

They lie in `shared/data/kb` beside the checkout (or beside a folder that it is in), and belong to
others: see the README there for sources and licences.
"""

import json
import random
from pathlib import Path
from typing import NamedTuple

from firstline_kb.application.searching import PublicText

_SEED = 45


class Bar(NamedTuple):
    """What BM25 reaches according to the collections' README: not to be fallen below."""

    recall_at_1: float
    recall_at_5: float


LANGUAGES = {"stackfaq": "en", "squad_it_test": "it", "xquad_en": "en"}
BARS = {
    "stackfaq": Bar(0.666, 0.908),
    "squad_it_test": Bar(0.695, 0.866),
    "xquad_en": Bar(0.919, 0.985),
}


class Judged(NamedTuple):
    """A query, and the ids of the texts that answer it."""

    text: str
    answers: frozenset[str]


class Collection(NamedTuple):
    name: str
    language: str
    texts: list[PublicText]
    tuning: list[Judged]
    """A seeded half of the queries, for choosing by."""
    held_out: list[Judged]
    """The other half, which nothing was chosen by."""


def folder() -> Path | None:
    """Where the collections are, or None."""
    above = Path(__file__).resolve().parents[1].parents
    found = (parent / "shared" / "data" / "kb" for parent in above)
    return next((one for one in found if one.is_dir()), None)


def read_collection(name: str) -> Collection:
    """Raises FileNotFoundError with the remedy."""
    home = folder()
    if home is None:
        raise FileNotFoundError("no shared/data/kb beside the checkout: put the collections there")
    texts = [_text(LANGUAGES[name], line) for line in _lines(home / name / "docs.jsonl")]
    answers = _answers(home / name / "qrels.tsv")
    queries = [
        Judged(line["text"], frozenset(answers[line["id"]]))
        for line in _lines(home / name / "queries.jsonl")
    ]
    random.Random(_SEED).shuffle(queries)
    half = len(queries) // 2
    return Collection(name, LANGUAGES[name], texts, queries[:half], queries[half:])


def _text(language: str, line: dict[str, str]) -> PublicText:
    return PublicText(
        line["id"], language, line["id"], line["id"], line.get("title", ""), line["text"]
    )


def _lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _answers(file: Path) -> dict[str, set[str]]:
    answers: dict[str, set[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        query, text, relevance = line.split("\t")
        if int(relevance) > 0:
            answers.setdefault(query, set()).add(text)
    return answers
