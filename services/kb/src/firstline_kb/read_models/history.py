"""What happened to an article, in words that everybody understands."""

from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch

from pydantic import BaseModel, ConfigDict

from firstline_chassis.aggregate import PrivateEvent
from firstline_kb.domain.article import Article
from firstline_kb.domain.state import TextEvent

_LONGEST_TITLE = 80


class Entry(BaseModel):
    """One event of an article; times in UTC."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    version: int
    """Of the article, as its ETag says it."""
    at: datetime
    """When it happened."""
    recorded_at: datetime
    actor_kind: str
    actor: str
    on_behalf_of: str | None
    what: str
    """The kind of event: `article.edited`."""
    language: str | None
    text_version: int | None
    """The version of the text that it is about."""
    words: str
    text: str | None
    """What the actor wrote: a note, a reason."""


def history_of(events: Sequence[PrivateEvent]) -> list[Entry]:
    """The entries of an article's events, in order."""
    return [_entry(event) for event in events]


def _entry(event: PrivateEvent) -> Entry:
    of_text = event if isinstance(event, TextEvent) else None
    return Entry(
        version=event.originator_version,
        at=event.at,
        recorded_at=event.timestamp,
        actor_kind=event.by.actor_kind,
        actor=event.by.actor_id,
        on_behalf_of=event.by.on_behalf_of,
        what=event.TOPIC.removeprefix("kb."),
        language=of_text.language.value if of_text else None,
        text_version=of_text.version if of_text else None,
        words=words_of(event),
        text=getattr(event, "note", None) or getattr(event, "reason", None),
    )


@singledispatch
def words_of(event: PrivateEvent) -> str:
    """The event as a sentence, without its time and its actor."""
    raise TypeError(f"{type(event).__name__} has no words")


@words_of.register
def _drafted(event: Article.Drafted) -> str:
    return f"Drafted in {event.language.value}: {_short(event.title)}"


@words_of.register
def _edited(event: Article.Edited) -> str:
    return f"Version {event.version} in {event.language.value}: {_short(event.title)}"


@words_of.register
def _reviewed(event: Article.Reviewed) -> str:
    return f"{_which(event)} is reviewed."


@words_of.register
def _sent_back(event: Article.SentBack) -> str:
    return f"{_which(event)} is sent back."


@words_of.register
def _published(event: Article.Published) -> str:
    former = event.previous_version
    instead = f", in place of version {former}" if former else ""
    return f"{_which(event)} is public{instead}."


@words_of.register
def _retired(event: Article.Retired) -> str:
    languages = ", ".join(language.value for language in event.languages)
    instead = f": read {event.replacement.number} in its place" if event.replacement else ""
    return f"Retired in {languages}{instead}."


@words_of.register
def _classified(event: Article.Classified) -> str:
    return f"Category {event.category or 'none'}; tags: {', '.join(event.tags) or 'none'}."


@words_of.register
def _owner_changed(event: Article.OwnerChanged) -> str:
    return f"{event.owner} owns it, after {event.previous_owner}."


@words_of.register
def _review_scheduled(event: Article.ReviewScheduled) -> str:
    return f"To be looked at by {event.review_on or 'nobody any more'}."


@words_of.register
def _linked(event: Article.Linked) -> str:
    return f"Linked to ticket {event.ticket}."


@words_of.register
def _unlinked(event: Article.Unlinked) -> str:
    return f"Not linked to ticket {event.ticket} any more."


def _which(event: TextEvent) -> str:
    return f"Version {event.version} in {event.language.value}"


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
