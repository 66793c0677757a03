"""What one version of a text says otherwise than another one."""

from difflib import unified_diff

from pydantic import BaseModel, ConfigDict

from firstline_events.vocabulary import Language
from firstline_kb.domain.values import Version

MOST_LINES = 4_000
"""Of each of two bodies: finding the fewest differences of more would take too long."""


class Difference(BaseModel):
    """From one version to another; a line that begins with `-` is gone, one with `+` is new."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    language: Language
    old: int
    new: int
    title: tuple[str, str] | None
    """Before and after; null: the same."""
    summary: tuple[str, str] | None
    body: list[str]
    """A unified diff of the lines, three of the same around each change; empty: the same."""
    too_long: bool
    """Whether the bodies differ and have too many lines to be compared here."""


def difference(language: Language, old: Version, new: Version) -> Difference:
    before, after = (version.text.body.split("\n") for version in (old, new))
    too_long = max(len(before), len(after)) > MOST_LINES
    names = (f"version {old.number}", f"version {new.number}")
    body = [] if too_long else list(unified_diff(before, after, *names, lineterm=""))
    return Difference(
        language=language,
        old=old.number,
        new=new.number,
        title=_pair(old.text.title, new.text.title),
        summary=_pair(old.text.summary, new.text.summary),
        body=body,
        too_long=too_long and old.text.body != new.text.body,
    )


def _pair(old: str, new: str) -> tuple[str, str] | None:
    return (old, new) if old != new else None
