"""What people and programs ask of an article, checked before it reaches the domain."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from firstline_chassis.commands import Command, Said
from firstline_events.message import Identifier, Markdown, Slug, Summary, Title, Word
from firstline_events.vocabulary import Language

Tag = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\u0000-\u001f\u007f]+$")]
Tags = Annotated[tuple[Tag, ...], Field(max_length=20)]
VersionNumber = Annotated[int, Field(ge=1, lt=2**31)]


class DraftArticle(Command):
    """An article begins with its text in one language, the one that stands in for others."""

    language: Language
    title: Title
    summary: Summary = ""
    body: Markdown
    """Markdown: CommonMark with tables."""
    slug: Slug | None = None
    """Its short name in addresses; made from the title, if it isn't said."""
    owner: Identifier | None = None
    """Who answers for it; the actor, if it isn't said."""
    category: Word | None = None
    tags: Tags = ()
    review_on: date | None = None
    """The day by which somebody looks whether it still holds."""


class EditArticle(Command):
    """The next version of its text in one language, whole: what isn't said is gone."""

    language: Language
    title: Title
    summary: Summary
    body: Markdown
    note: Said | None = None
    """What was changed, and why."""


class ReviewArticle(Command):
    """The latest version is right; said by somebody else than its editor."""

    language: Language
    version: VersionNumber | None = None
    """The one that was read; refused if it isn't the latest any more."""
    note: Said | None = None


class PublishArticle(Command):
    """The public reads the latest version, which was reviewed."""

    language: Language
    version: VersionNumber | None = None
    """The one that was meant; refused if it isn't the latest any more."""


class SendBackArticle(Command):
    """The latest version is not right; said by somebody else than its editor."""

    language: Language
    version: VersionNumber | None = None
    """The one that was read; refused if it isn't the latest any more."""
    note: Said
    """What is to be changed."""


class RetireArticle(Command):
    """Nobody is to read it any more; one of `replaced_by` and `reason` is required."""

    language: Language | None = None
    """One text; all of them, if it isn't said."""
    replaced_by: Identifier | None = None
    """The article to read in its place: its id, number or short name."""
    reason: Said | None = None


class ClassifyArticle(Command):
    """What it is about, anew and whole: what isn't said is gone."""

    category: Word | None
    tags: Tags


class AssignArticle(Command):
    owner: Identifier


class ScheduleReview(Command):
    review_on: date | None
    """Null: nobody has to look at it again."""


class LinkTicket(Command):
    ticket: UUID
    """Its id."""


class UnlinkTicket(Command):
    ticket: UUID
    """Its id."""
