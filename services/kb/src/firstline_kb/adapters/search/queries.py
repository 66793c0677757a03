"""From a text to tantivy's query. Nothing in the text is syntax: it is analysed, never parsed."""

from collections.abc import Iterable
from typing import NamedTuple

from tantivy import Occur, Query, Schema

from firstline_kb.adapters.search import schema
from firstline_kb.adapters.search.reading import Reading
from firstline_kb.application.searching import Question


class Weights(NamedTuple):
    """How much each field counts: chosen on half of the queries of three collections (ADR 45)."""

    stems: float = 1.0
    title: float = 2.0
    words: float = 0.5
    grams: float = 0.1


TUNED = Weights()


def query_of(
    of: Schema, language: str, reading: Reading, question: Question, weights: Weights = TUNED
) -> Query:
    """At least one word must be there; runs of letters only help to order what has one."""
    per_word = [
        field
        for term in reading.terms
        for field in (
            _term(of, f"{schema.STEMS}_{language}", term.stem, weights.stems),
            _term(of, f"{schema.TITLE}_{language}", term.stem, weights.title),
            _term(of, f"{schema.WORDS}_{language}", term.word, weights.words),
        )
    ]
    letters = [
        _term(of, f"{schema.GRAMS}_{language}", gram, weights.grams) for gram in reading.grams
    ]
    return Query.boolean_query(
        [
            (Occur.Must, Query.boolean_query(_any(per_word))),
            *_any(letters if weights.grams else []),
            *((Occur.Must, one) for one in _filters(of, question)),
        ]
    )


def _any(queries: Iterable[Query]) -> list[tuple[Occur, Query]]:
    return [(Occur.Should, query) for query in queries]


def _term(of: Schema, field: str, value: str, weight: float) -> Query:
    return Query.boost_query(Query.term_query(of, field, value, "freq"), weight)


def _filters(of: Schema, question: Question) -> Iterable[Query]:
    for field, value in ((schema.CATEGORY, question.category), (schema.TAG, question.tag)):
        if value is not None:
            exact = Query.term_query(of, field, schema.exact(value), "basic")
            yield Query.const_score_query(exact, 0.0)
