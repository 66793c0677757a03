"""How a text is understood as a query: its words as the index has them, slips mended."""

from typing import NamedTuple

from tantivy import Searcher

from firstline_kb.adapters.search import schema
from firstline_kb.adapters.search.analysis import analysis_of, grams
from firstline_kb.adapters.search.folding import clean, fold
from firstline_kb.adapters.search.vocabulary import Vocabulary

_MOST_WORDS = 32
_MOST_MENDED = 4
"""Each unknown word is compared with the whole vocabulary, which takes a millisecond or two."""
_MOST_LETTERS = 300


class Term(NamedTuple):
    """A word of the query, and its stem."""

    word: str
    stem: str


class Reading(NamedTuple):
    """What a text is understood as, in one language."""

    terms: tuple[Term, ...]
    grams: tuple[str, ...]
    read_as: dict[str, str]
    """Words that no article has, and what is looked for instead."""
    frequencies: tuple[int, ...] = ()
    """In how many articles each of the terms stands."""
    unknown: tuple[Term, ...] = ()
    """What no article has, and what could not be mended."""


class Reader:
    """Reads texts as queries in one language."""

    def __init__(self, language: str, vocabulary: Vocabulary):
        self._language, self._vocabulary = language, vocabulary
        self._analysis = analysis_of(language)

    def read(self, text: str, searcher: Searcher) -> Reading:
        """Its rarest words, at most 32; without stop words, unless it has nothing else."""
        folded = fold(clean(text))
        analysis = self._analysis
        words = analysis.content.analyze(folded) or analysis.words.analyze(folded)
        found = {term: self._frequency(term, searcher) for term in map(self._term, _once(words))}
        known = [term for term in found if found[term]]
        mended = self._mend([term for term in found if not found[term]])
        rarest = sorted(known, key=found.__getitem__)[:_MOST_WORDS]
        terms = (*rarest, *map(self._term, mended.values()))
        return Reading(
            terms=terms,
            grams=tuple(_once(grams().analyze(folded[:_MOST_LETTERS]))),
            read_as=mended,
            frequencies=tuple(self._frequency(term, searcher) for term in terms),
            unknown=tuple(one for one in found if not found[one] and one.word not in mended),
        )

    def known(self, text: str, searcher: Searcher) -> int:
        """How many of its first words, stop words among them, stand in articles of the language."""
        words = _once(self._analysis.words.analyze(fold(clean(text))))[:_MOST_WORDS]
        field = f"{schema.WORDS}_{self._language}"
        return sum(bool(searcher.doc_freq(field, word)) for word in words)

    def _mend(self, unknown: list[Term]) -> dict[str, str]:
        meant = {term.word: self._vocabulary.meant(term.word) for term in unknown[:_MOST_MENDED]}
        return {word: other for word, other in meant.items() if other is not None}

    def _frequency(self, term: Term, searcher: Searcher) -> int:
        return searcher.doc_freq(f"{schema.STEMS}_{self._language}", term.stem)

    def _term(self, word: str) -> Term:
        return Term(word, self._analysis.stem(word))


def _once(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))
