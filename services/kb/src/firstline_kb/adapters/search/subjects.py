"""The words that a text is about: what it takes to judge whether an article answers it."""

from collections.abc import Iterable
from typing import NamedTuple

from firstline_kb.adapters.search.analysis import analysis_of
from firstline_kb.adapters.search.filler import filler
from firstline_kb.adapters.search.reading import Reading, Term


class Subjects(NamedTuple):
    """A text's words without filler."""

    known: dict[Term, int]
    """Those that articles have, and in how many each stands."""
    unknown: int
    """How many no article has."""

    @property
    def words(self) -> int:
        return len(self.known) + self.unknown


def subjects_of(language: str, reading: Reading) -> Subjects:
    """A mended word counts as known only if it begins alike: `pasword`, but not `warm` for `arm`.

    Raises KeyError for a language that articles are not written in.
    """
    found = dict(zip(reading.terms, reading.frequencies, strict=True))
    written = reading.terms[: len(reading.terms) - len(reading.read_as)]
    mended = reading.terms[len(written) :]
    slips = dict(zip(mended, reading.read_as, strict=True))
    sure = [term for term in mended if term.word[0] == slips[term][0]]
    guessed = [_as_written(language, slips[term]) for term in mended if term not in sure]
    known = {term: found[term] for term in _without_filler(language, (*written, *sure))}
    unknown = _without_filler(language, (*reading.unknown, *guessed))
    return Subjects(known, len(unknown))


def _as_written(language: str, word: str) -> Term:
    return Term(word, analysis_of(language).stem(word))


def _without_filler(language: str, terms: Iterable[Term]) -> list[Term]:
    return [term for term in terms if term.stem not in filler(language)]
