"""What an article is made of: small values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from firstline_chassis.occasions import Occasion as Occasion
from firstline_events.vocabulary import Language


class State(StrEnum):
    """Where one version of a text stands."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    RETIRED = "retired"


class Text(NamedTuple):
    """What a reader reads: title and summary are plain, the body is Markdown."""

    title: str
    summary: str
    body: str


class Drafting(NamedTuple):
    """What an article begins with, beside its first text."""

    number: str
    slug: str
    owner: str
    category: str | None
    tags: tuple[str, ...]
    review_on: date | None


@dataclass
class Version:
    """One version of an article's text in one language, counted from 1; times in UTC."""

    number: int
    text: Text
    editor: str
    edited_at: datetime
    behind: frozenset[str]
    """Everybody who may not review it: who wrote it, and in whose name."""
    state: State = State.DRAFT
    note: str | None = None
    """What its editor said of the change."""
    reviewer: str | None = None
    published_at: datetime | None = None


Versions = dict[Language, list[Version]]
"""The languages in the order in which they came; none is empty."""
