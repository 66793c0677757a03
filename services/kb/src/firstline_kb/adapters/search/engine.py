"""The search over the index: reads the question, asks tantivy, shows what it found."""

from tantivy import DocAddress, Searcher

from firstline_kb.adapters.search import schema
from firstline_kb.adapters.search.analysis import analysis_of
from firstline_kb.adapters.search.highlighting import highlighted, snippet
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.adapters.search.queries import TUNED, Weights, query_of
from firstline_kb.adapters.search.reading import Reader, Reading
from firstline_kb.adapters.search.vocabulary import Vocabulary
from firstline_kb.application.searching import LANGUAGES, Found, Hit, Question


class ArticleSearch:
    """The Search of the application, for any number of threads."""

    def __init__(self, index: ArticleIndex, weights: Weights = TUNED):
        self._index, self._weights = index, weights
        self._readers = {one: Reader(one, Vocabulary(index, one)) for one in LANGUAGES}

    def search(self, question: Question) -> Found:
        searcher = self._index.searcher
        asked = question.language or self._recognise(question.text, searcher)
        for language in dict.fromkeys((asked, *LANGUAGES)):
            found = self._search_in(language, asked, question, searcher)
            if found.total:
                return found
        return Found(asked, asked, 0, ())

    def _recognise(self, text: str, searcher: Searcher) -> str:
        """The language whose articles have most of its words."""
        return max(LANGUAGES, key=lambda one: self._readers[one].known(text, searcher))

    def _search_in(
        self, language: str, asked: str, question: Question, searcher: Searcher
    ) -> Found:
        reading = self._readers[language].read(question.text, searcher)
        if not reading.terms:
            return Found(asked, language, 0, ())
        query = query_of(self._index.schema, language, reading, question, self._weights)
        result = searcher.search(query, question.limit, count=True, offset=question.offset)
        hits = tuple(_hit(searcher, *one, reading) for one in result.hits)
        total: int = result.count  # type: ignore[attr-defined]  # its stubs lack it
        return Found(asked, language, total, hits, reading.read_as)


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
