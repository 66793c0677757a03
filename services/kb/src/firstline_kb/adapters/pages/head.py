"""What a page says of itself to browsers and search engines."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses

_LONGEST = 160
"""Signs of a description that search engines show."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """One page. Paths begin with a slash; the site puts its own address before them."""

    title: str
    description: str
    path: str
    """Its address in the language that it is shown in."""
    canonical: str | None = None
    """Another address that has the same text; then the page has no alternates."""
    languages: Collection[Language] = ()
    """Those that this page exists in; search engines learn of each."""
    indexed: bool = True
    data: dict[str, Any] = field(default_factory=dict)
    """schema.org, without the addresses that only the site knows."""
    switch: str | None = None
    """Where the links to other languages lead, where that isn't `path`."""

    def alternates(self) -> dict[str, str]:
        """By hreflang; the one for everybody else leads to whatever language they prefer."""
        if self.canonical or not self.languages or not self.indexed:
            return {}
        ours = [one for one in Language if one in self.languages]
        found = {one.value: in_language(self.path, one) for one in ours}
        return {**found, "x-default": addresses.for_any_language(self.path)}

    def switches(self) -> dict[Language, str]:
        """The same page for readers of each language."""
        return {one: in_language(self.switch or self.path, one) for one in Language}


def in_language(path: str, language: Language) -> str:
    """The page's address in another language."""
    beyond = path.removeprefix(f"{addresses.ROOT}/").partition("/")[2]
    return f"{addresses.start(language)}{beyond}"


def shortened(text: str) -> str:
    """As much of a text as a description shows; whole words, in one line."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    cut = line[: _LONGEST - 1]
    return re.sub(r"[\s,;:.]+\S*$", "", cut) + "…" if " " in cut else f"{cut}…"
