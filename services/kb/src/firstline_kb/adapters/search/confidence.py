"""How sure it is that the best article answers: the rule `confident@2`.

The article holds at least half of the weight of the text, or of one of its sentences, and at least
two of the words that it is about, unless there is only one; and it scores at least 1.2 times the
second one, for the sentence as for the text. Filler (`filler.py`) weighs nothing. Measured in
`benchmarks/kb_search.py`; ADR 57 says why.
"""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from tantivy import Occur, Query, Searcher

from firstline_kb.adapters.search import schema
from firstline_kb.adapters.search.folding import clean, fold
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.adapters.search.reading import Reading, Term
from firstline_kb.adapters.search.subjects import Subjects, subjects_of

ENOUGH_SHARE = 0.5
ENOUGH_LEAD = 1.2
_ENOUGH_WORDS = 2
_MOST_SENTENCES, _LEAST_WORDS = 12, 3
_SENTENCES = re.compile(r"(?<=[.!?;:])\s+|\n+")
_MOST_WORDS = 8
_SHORTEST_WORD, _LONGEST_WORD = 3, 30
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[@\\/_\d]|\w[.:]\w")
_AROUND = ".,;:!?()[]<>\"'"


class Confidence(NamedTuple):
    """What the best article holds of a text, and how far it is ahead of the second."""

    share: float
    """Of the weight, 0 to 1: that of a word grows with its rarity (idf), and most weighs a word
    that no article has."""
    lead: float | None
    """None: there is no second."""
    by_chance: bool = False
    """The article has a single one of several words that the text is about."""

    @property
    def leads(self) -> bool:
        return self.lead is None or self.lead >= ENOUGH_LEAD

    @property
    def is_enough(self) -> bool:
        return self.share >= ENOUGH_SHARE and self.leads and not self.by_chance


def confidence_of(
    index: ArticleIndex,
    searcher: Searcher,
    language: str,
    reading: Reading,
    best: Sequence[tuple[float, str]],
) -> Confidence:
    """`best` are the scores and ids of the articles found, the best first."""
    if not best:
        return Confidence(0.0, None)
    subjects, article = subjects_of(language, reading), best[0][1]
    held = _held(index, searcher, language, _weights(subjects, searcher.num_docs), article)
    lead = best[0][0] / best[1][0] if len(best) > 1 else None
    share = min(1.0, round(held / (_whole(subjects, searcher.num_docs) or 1.0), 4))
    words = _held(index, searcher, language, dict.fromkeys(subjects.known, 1.0), article)
    by_chance = round(words) < min(_ENOUGH_WORDS, subjects.words)
    return Confidence(share, lead and round(lead, 4), by_chance)


def _weights(subjects: Subjects, articles: int) -> dict[Term, float]:
    return {term: weight_of(frequency, articles) for term, frequency in subjects.known.items()}


def _whole(subjects: Subjects, articles: int) -> float:
    """What an article holds that has every word of the text."""
    return sum(_weights(subjects, articles).values()) + subjects.unknown * weight_of(0, articles)


def sentences_of(text: str) -> list[str]:
    """The sentences and lines of a text, the first dozen; none where it is a single one."""
    found = [one for one in _SENTENCES.split(text) if one.strip()]
    return found[:_MOST_SENTENCES] if len(found) > 1 else []


def says_enough(reading: Reading) -> bool:
    """Whether a sentence can be judged by itself: thanks and greetings can't."""
    return len(reading.terms) + len(reading.unknown) >= _LEAST_WORDS


def weight_of(frequency: int, articles: int) -> float:
    """The idf of BM25, in nats."""
    return math.log(1 + (articles - frequency + 0.5) / (frequency + 0.5))


def _held(
    index: ArticleIndex,
    searcher: Searcher,
    language: str,
    weights: dict[Term, float],
    article: str,
) -> float:
    """The weight of those terms that the article has: the score of a query that asks just that."""
    stems = f"{schema.STEMS}_{language}"
    of = index.schema
    terms = [
        (
            Occur.Should,
            Query.const_score_query(Query.term_query(of, stems, term.stem, "basic"), weight),
        )
        for term, weight in weights.items()
    ]
    that = Query.const_score_query(Query.term_query(of, schema.ARTICLE, article, "basic"), 0.0)
    query = Query.boolean_query([(Occur.Must, Query.boolean_query(terms)), (Occur.Must, that)])
    hits = searcher.search(query, 1, count=False).hits
    return float(hits[0][0]) if hits else 0.0


def telling_words(text: str, reading: Reading) -> tuple[str, ...]:
    """Up to eight stems, the rarest first: what the text is about, and not who wrote it.

    Of the words that no article has, those that look like names, addresses or numbers stay out.
    """
    private = _private_words(clean(text))
    unknown = [one.stem for one in reading.unknown if _is_plain(one.word, private)]
    known = sorted(zip(reading.frequencies, reading.terms, strict=True), key=lambda one: one[0])
    stems = [*unknown, *(term.stem for _, term in known)]
    return tuple(dict.fromkeys(stems))[:_MOST_WORDS]


def _private_words(clean_text: str) -> set[str]:
    """Whatever stands in an address or beside a digit, and what is written like a name."""
    found: set[str] = set()
    for chunk in clean_text.split():
        words = _WORD.findall(chunk)
        in_address = _ADDRESS.search(chunk.strip(_AROUND)) is not None
        found.update(fold(one) for one in words if in_address or _looks_like_a_name(one))
    return found


def _looks_like_a_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _is_plain(word: str, private: set[str]) -> bool:
    fits = _SHORTEST_WORD <= len(word) <= _LONGEST_WORD
    return fits and word.isalpha() and word not in private
