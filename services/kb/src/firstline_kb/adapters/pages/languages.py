"""Which language somebody reads: as the address says, or as the browser does."""

import re
from collections.abc import Collection, Iterator

from fastapi import Request

from firstline_events.vocabulary import Language

_RANGE = re.compile(
    r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,40})?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*"
)
_MOST = 30
"""Ranges of a header that are looked at."""


def language_of(segment: str) -> Language | None:
    """The language of an address; None for one that isn't ours."""
    return Language(segment) if segment in list(Language) else None


def said_language(request: Request) -> Language | None:
    """The one that the address names."""
    segments = request.scope["path"].split("/")
    return language_of(segments[2]) if len(segments) > 2 else None


def reader_language(request: Request) -> Language:
    """The address says it, else the browser, else it is English."""
    accepted = request.headers.get("accept-language")
    return said_language(request) or preferred(accepted, list(Language)) or Language.EN


def preferred(header: str | None, among: Collection[Language]) -> Language | None:
    """The one that an Accept-Language header likes most; None where it likes none of them."""
    wanted = [(quality, one) for one, quality in _said(header or "") if one in among]
    best = max(wanted, key=lambda each: each[0], default=(0.0, None))
    return best[1] if best[0] > 0 else None


def _said(header: str) -> Iterator[tuple[Language, float]]:
    for part in header.split(",")[:_MOST]:
        found = _RANGE.fullmatch(part)
        language = language_of(found[1].lower()) if found else None
        if found and language:
            yield language, float(found[2] or 1)
