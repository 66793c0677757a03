"""What suggesting needs of a search: a whole text in, articles out, or none where none is sure."""

from typing import Protocol

from firstline_kb.application.searching import Search
from firstline_kb.domain.suggesting import Proposal

RULE = "confident@2"
"""The first article holds at least half of the text's weight, and scores 1.2 times the second."""
MOST_ARTICLES = 3
LONGEST_TEXT = 20_000
"""Characters of a text that are read; what a person asks stands at its beginning."""


class Suggests(Protocol):
    """Compares a text with the published articles."""

    def suggest(
        self, text: str, language: str | None = None, category: str | None = None
    ) -> Proposal:
        """In that language (`it`, `en-GB`); recognised where it is None, or none of ours.

        Articles of the category are named if they are sure to answer, else any. Any text is
        answered, whatever it holds.
        """


class Answers(Search, Suggests, Protocol):
    """What finds articles, for people and for texts."""
