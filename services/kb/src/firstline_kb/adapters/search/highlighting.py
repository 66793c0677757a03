"""The part of a text that says most about a query, as HTML with marks and nothing else."""

import re
from collections.abc import Collection, Iterator, Sequence
from html import escape
from itertools import islice, takewhile
from typing import NamedTuple

from firstline_kb.adapters.search.analysis import Analysis
from firstline_kb.adapters.search.folding import fold

_WIDTH = 200
"""Characters of a snippet, before it is escaped."""
_READ = 20_000
"""Characters of an article in which its snippet is looked for."""
_PREFIX = 2
"""Letters that a word and its stem have in common: only such words are stemmed."""


class _Place(NamedTuple):
    stem: str
    start: int
    end: int


def highlighted(clean_text: str, stems: Collection[str], analysis: Analysis) -> str:
    """The whole text, every word that has one of the stems marked."""
    return _marked(clean_text, _places(clean_text, stems, analysis), 0, len(clean_text))


def snippet(clean_text: str, stems: Collection[str], analysis: Analysis) -> str:
    """About 200 characters with as many different stems as possible; the beginning without any."""
    text = clean_text[:_READ]
    places = _places(text, stems, analysis)
    start, end = _window(text, places)
    before, after = "… " if start else "", " …" if end < len(clean_text) else ""
    return before + _marked(text, places, start, end) + after


def _places(text: str, stems: Collection[str], analysis: Analysis) -> Sequence[_Place]:
    found = ((analysis.stem(one.group()), one) for one in _beginning(stems, fold(text)))
    return [_Place(stem, one.start(), one.end()) for stem, one in found if stem in stems]


def _beginning(stems: Collection[str], folded: str) -> Iterator[re.Match[str]]:
    """The words that begin like one of the stems."""
    if not stems:
        return iter(())
    beginnings = "|".join(sorted({re.escape(stem[:_PREFIX]) for stem in stems}))
    return re.finditer(rf"(?<![^\W_])(?:{beginnings})[^\W_]*", folded)


def _window(text: str, places: Sequence[_Place]) -> tuple[int, int]:
    """From the place that begins the richest stretch, with some words before it."""
    best = max(range(len(places)), key=lambda number: _richness(places, number), default=None)
    start = 0 if best is None else places[best].start
    start = _word_after(text, max(0, start - _WIDTH // 4))
    end = min(len(text), start + _WIDTH)
    if end < len(text):
        blank = text.rfind(" ", start, end)
        end = blank if blank > start else end
    return start, end


def _richness(places: Sequence[_Place], first: int) -> tuple[int, int, int]:
    """How many different stems, and how many at all, stand close behind this place."""
    end = places[first].start + _WIDTH * 3 // 4
    near = takewhile(lambda place: place.end <= end, islice(places, first, None))
    inside = [place.stem for place in near]
    return len(set(inside)), len(inside), -first


def _word_after(text: str, at: int) -> int:
    """Where the next word begins, so that none is cut."""
    blank = text.find(" ", at - 1, at + _WIDTH // 4) if at else -1
    return blank + 1 if blank >= 0 else at


def _marked(text: str, places: Sequence[_Place], start: int, end: int) -> str:
    pieces: list[str] = []
    at = start
    for place in places:
        if at <= place.start and place.end <= end:
            word = escape(text[place.start : place.end])
            pieces += escape(text[at : place.start]), f"<mark>{word}</mark>"
            at = place.end
    return "".join([*pieces, escape(text[at:end])])
