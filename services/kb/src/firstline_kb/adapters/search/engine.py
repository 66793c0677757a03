"""The search over the index: reads the question, asks tantivy, shows what it found."""

from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from tantivy import DocAddress, Searcher

from firstline_events.vocabulary import Language
from firstline_kb.adapters.search import schema
from firstline_kb.adapters.search.analysis import analysis_of
from firstline_kb.adapters.search.confidence import (
    Confidence,
    confidence_of,
    says_enough,
    sentences_of,
    telling_words,
)
from firstline_kb.adapters.search.highlighting import highlighted, snippet
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.adapters.search.queries import TUNED, Weights, query_of
from firstline_kb.adapters.search.reading import Reader, Reading
from firstline_kb.adapters.search.vocabulary import Vocabulary
from firstline_kb.application.searching import LANGUAGES, Found, Hit, Question, Sureness
from firstline_kb.application.suggesting import LONGEST_TEXT, MOST_ARTICLES, RULE
from firstline_kb.domain.suggesting import Answer, Proposal

_COMPARED = 2
"""Hits that it takes to say how sure the first one is."""
_WORTH_NAMING = 0.5
"""What scores less than half of the best article is not named beside it."""


class _Search(NamedTuple):
    """What one language has found; the best two of all pages are there as well."""

    reading: Reading
    total: int
    hits: list[tuple[float, DocAddress]]
    best: list[tuple[float, str]]


class ArticleSearch:
    """The Search of the application, for any number of threads; it suggests, too."""

    def __init__(self, index: ArticleIndex, weights: Weights = TUNED):
        self._index, self._weights = index, weights
        self._readers = {one: Reader(one, Vocabulary(index, one)) for one in LANGUAGES}

    def search(self, question: Question) -> Found:
        searcher = self._index.searcher
        asked = question.language or self._recognise(question.text, searcher)
        language, found = self._first_found(asked, question, searcher)
        hits = tuple(_hit(searcher, *one, found.reading) for one in found.hits)
        told = Found(asked, language, found.total, hits, found.reading.read_as)
        if question.offset:
            return told
        sure = self._judge(language, question, found, searcher)
        words = telling_words(question.text, found.reading)
        return told.judged(Sureness(sure.share, sure.lead, sure.is_enough, words))

    def suggest(
        self, text: str, language: str | None = None, category: str | None = None
    ) -> Proposal:
        """As `application.suggesting.Suggests` says."""
        if category is not None and (within := self._propose(text, language, category)).articles:
            return within
        return self._propose(text, language, None)

    def _propose(self, text: str, language: str | None, category: str | None) -> Proposal:
        searcher, text = self._index.searcher, text[:LONGEST_TEXT]
        asked = _ours(language) or self._recognise(text, searcher)
        question = Question(text, asked, category, limit=MOST_ARTICLES)
        answered_in, found = self._first_found(asked, question, searcher)
        sure = self._judge(answered_in, question, found, searcher)
        return Proposal(
            language=Language(asked),
            answered_in=Language(answered_in),
            articles=_answers(searcher, found.hits) if sure.is_enough else (),
            share=sure.share,
            lead=sure.lead,
            rule=RULE,
            words=telling_words(text, found.reading),
        )

    def _recognise(self, text: str, searcher: Searcher) -> str:
        """The language whose articles have most of its words."""
        return max(LANGUAGES, key=lambda one: self._readers[one].known(text, searcher))

    def _first_found(
        self, asked: str, question: Question, searcher: Searcher
    ) -> tuple[str, _Search]:
        """In the language asked for, else in the first that finds anything; else nothing."""
        nothing = self._search_in(asked, question, searcher)
        if nothing.total:
            return asked, nothing
        for language in LANGUAGES:
            found = self._search_in(language, question, searcher) if language != asked else nothing
            if found.total:
                return language, found
        return asked, nothing

    def _search_in(self, language: str, question: Question, searcher: Searcher) -> _Search:
        reading = self._readers[language].read(question.text, searcher)
        if not reading.terms:
            return _Search(reading, 0, [], [])
        query = query_of(self._index.schema, language, reading, question, self._weights)
        wanted = question.limit if question.offset else max(question.limit, _COMPARED)
        result = searcher.search(query, wanted, count=True, offset=question.offset)
        total: int = result.count  # type: ignore[attr-defined]  # its stubs lack it
        best = [(score, _article(searcher, at)) for score, at in result.hits[:_COMPARED]]
        return _Search(reading, total, result.hits[: question.limit], best)

    def _judge(
        self, language: str, question: Question, found: _Search, searcher: Searcher
    ) -> Confidence:
        """Of the whole text; where only its share is too small, of the sentence that says most."""
        whole = self._sure(language, found, searcher)
        if whole.is_enough or not found.best or not whole.leads:
            return whole
        judged = [whole]
        for sentence in sentences_of(question.text):
            part = self._search_in(language, replace(question, text=sentence), searcher)
            if part.best and part.best[0][1] == found.best[0][1] and says_enough(part.reading):
                sure = self._sure(language, part, searcher)
                judged += [sure] if sure.leads else []
        most = max(judged, key=lambda one: (not one.by_chance, one.share))
        return whole._replace(share=most.share, by_chance=most.by_chance)

    def _sure(self, language: str, found: _Search, searcher: Searcher) -> Confidence:
        return confidence_of(self._index, searcher, language, found.reading, found.best)


def _ours(language: str | None) -> str | None:
    """`en` of `en-GB`; None where articles are not written in it."""
    primary = (language or "").partition("-")[0].lower()
    return primary if primary in LANGUAGES else None


def _article(searcher: Searcher, address: DocAddress) -> str:
    return schema.shown_in(searcher.doc(address)).article_id


def _answers(searcher: Searcher, hits: list[tuple[float, DocAddress]]) -> tuple[Answer, ...]:
    least = hits[0][0] * _WORTH_NAMING
    return tuple(_answer(searcher, *one) for one in hits if one[0] >= least)


def _answer(searcher: Searcher, score: float, address: DocAddress) -> Answer:
    text = schema.shown_in(searcher.doc(address))
    named = (UUID(text.article_id), text.number, text.slug, Language(text.language), text.title)
    return Answer(*named, score=round(score, 3))


def _hit(searcher: Searcher, score: float, address: DocAddress, reading: Reading) -> Hit:
    text = schema.shown_in(searcher.doc(address))
    stems, analysis = {term.stem for term in reading.terms}, analysis_of(text.language)
    return Hit(
        article_id=text.article_id,
        language=text.language,
        number=text.number,
        slug=text.slug,
        title=text.title,
        title_html=highlighted(text.title, stems, analysis),
        snippet_html=snippet(text.text, stems, analysis),
        category=text.category,
        tags=text.tags,
        score=round(score, 3),
    )
