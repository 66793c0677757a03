"""Words that no article has, and the words of articles that were meant."""

from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Searcher

from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.adapters.search.schema import WORDS

_SHORTEST, _LONG = 4, 8
"""Letters: shorter words are left alone, in longer ones two slips are forgiven."""
_CANDIDATES = 20


class Vocabulary:
    """The words of one language as they stand in the articles, read when first needed."""

    def __init__(self, index: ArticleIndex, language: str):
        self._index, self._field = index, f"{WORDS}_{language}"
        self._words: dict[str, int] = {}
        self._read_at = -1

    def meant(self, word: str) -> str | None:
        """The word of an article that differs least; of several the most frequent one."""
        if len(word) < _SHORTEST or not word.isalpha():
            return None
        words, slips = self._known(), 1 if len(word) < _LONG else 2
        near = process.extract(
            word, words.keys(), scorer=OSA.distance, score_cutoff=slips, limit=_CANDIDATES
        )
        if not near:
            return None
        return min(near, key=lambda found: (found[1], -words[found[0]], found[0]))[0]

    def _known(self) -> dict[str, int]:
        generation = self._index.generation
        if self._read_at != generation:
            self._words = dict(_all_words(self._index.searcher, self._field))
            self._read_at = generation
        return self._words


def _all_words(searcher: Searcher, field: str) -> list[tuple[str, int]]:
    return [(w, n) for w, n in searcher.terms_with_prefix(field, "") if w.isalpha()]
