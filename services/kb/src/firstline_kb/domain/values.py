"""What an article is made of: small values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

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


class Replacement(NamedTuple):
    """The article to read in place of a retired one."""

    id: UUID
    number: str
    slug: str


class Retirement(NamedTuple):
    """That a text is not to be read any more, why, and what to read in its place."""

    at: datetime
    reason: str | None
    replacement: Replacement | None


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
    sent_back: str | None = None
    """Why a reviewer did not find it right, where one did not."""
    published_at: datetime | None = None


Versions = dict[Language, list[Version]]
"""The languages in the order in which they came; none is empty."""
