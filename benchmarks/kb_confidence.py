"""How often kb names an article, and how often rightly: the rule `confident@2` on every collection.

Each collection's two halves of questions as they are; the held-out half once more as a letter, with
three sentences around each question that ask for nothing; and questions whose article was taken
out, so that nothing answers: whatever is named for them is wrong. Quality alone: no time is said.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.kb_collections import Collection, Judged
from firstline_kb.adapters.search.confidence import ENOUGH_LEAD, ENOUGH_SHARE
from firstline_kb.adapters.search.engine import ArticleSearch
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.application.following import Position
from firstline_kb.application.searching import Question
from firstline_kb.application.suggesting import RULE

_ASKED, _REMOVED = 600, 200
_AROUND = {
    "en": (
        "It worked fine last week.",
        "Could you please have a look at it?",
        "I am not in the office tomorrow.",
        "The screenshot is attached.",
        "Let me know if you need anything else.",
    ),
    "it": (
        "Funzionava la settimana scorsa.",
        "Potete dare un'occhiata?",
        "Domani non sono in ufficio.",
        "Ho allegato una schermata.",
        "Fatemi sapere se serve altro.",
    ),
}
Figures = dict[str, Any]


def confidence(collection: Collection, index: ArticleIndex) -> Figures:
    """Precision and coverage of the rule on this collection; the index is left as it was."""
    search, language = ArticleSearch(index), collection.language
    asked = collection.held_out[:_ASKED]
    letters = list(_letters(asked, language))
    return {
        "rule": RULE,
        "share_at_least": ENOUGH_SHARE,
        "lead_at_least": ENOUGH_LEAD,
        "tuning_half": _named(search, collection.tuning[:_ASKED], language),
        "held_out_half": _named(search, asked, language),
        "held_out_half_in_letters": _named(search, letters, language),
        "without_an_answer": _wrong(search, index, collection, asked),
        "without_an_answer_in_letters": _wrong(search, index, collection, letters),
    }


def _named(search: ArticleSearch, queries: Sequence[Judged], language: str) -> Figures:
    """How often an article is named, and how often the first one is right then."""
    named = [(first, query) for query in queries if (first := _first(search, query, language))]
    right = sum(first in query.answers for first, query in named)
    return {
        "questions": len(queries),
        "coverage": round(len(named) / len(queries), 4),
        "precision": round(right / max(1, len(named)), 4),
    }


def _wrong(
    search: ArticleSearch, index: ArticleIndex, collection: Collection, queries: Sequence[Judged]
) -> Figures:
    """Questions whose article is taken out while they are asked: the share that names another."""
    texts = {one.article_id: one for one in collection.texts}
    named = 0
    for number, query in enumerate(queries[:_REMOVED]):
        gone = [texts[one] for one in query.answers if one in texts]
        index.write({one.article_id: [] for one in gone}, Position(2 * number + 2, "gone"))
        named += _first(search, query, collection.language) is not None
        index.write({one.article_id: [one] for one in gone}, Position(2 * number + 3, "back"))
    asked = min(_REMOVED, len(queries))
    return {"questions": asked, "wrongly_named": round(named / asked, 4)}


def _first(search: ArticleSearch, query: Judged, language: str) -> str | None:
    """The best article, if the rule is sure of it."""
    found = search.search(Question(query.text, language, limit=1))
    sure = found.sureness is not None and found.sureness.is_enough
    return found.hits[0].article_id if sure else None


def _letters(queries: Sequence[Judged], language: str) -> Iterator[Judged]:
    chance = random.Random(57)
    for query in queries:
        around = chance.sample(_AROUND[language], 3)
        place = chance.randint(0, len(around))
        text = query.text if query.text[-1:] in ".?!" else f"{query.text}?"
        yield query._replace(text=" ".join([*around[:place], text, *around[place:]]))
