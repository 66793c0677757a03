"""What every part of an article shares: its state, and how it tells an event."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_events.vocabulary import ActorKind, Language
from firstline_kb.domain import errors
from firstline_kb.domain.values import Occasion, Retirement, State, Text, Version, Versions


class TextEvent(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """What every event about one version of one text says."""

    language: Language
    version: int


class ArticleState(Aggregate):
    """Where an article stands; its events alone give it."""

    Event = PrivateEvent

    def __init__(self) -> None:
        self.number = ""
        self.slug = ""
        self.tenant = "default"
        self.owner = ""
        self.category: str | None = None
        self.tags: tuple[str, ...] = ()
        self.review_on: date | None = None
        self.created_at = self.effective_at
        self.texts: Versions = {}
        self.public: dict[Language, int] = {}
        """Which version of each language is public, where one is."""
        self.retired: dict[Language, Retirement] = {}
        """The texts that were retired and not published again since."""
        self.tickets: dict[UUID, datetime] = {}
        """The tickets that it is linked to, each since when."""

    @property
    def first_language(self) -> Language:
        """The one that stands in where another is asked for and missing."""
        return next(iter(self.texts))

    def latest(self, language: Language) -> Version:
        """The last version of its text. Raises LanguageMissing."""
        if language not in self.texts:
            known = ", ".join(self.texts)
            raise errors.LanguageMissing(
                f"{self.number} has no text in {language.value}, only in {known};"
                " write one with an edit in that language.",
                languages=list(self.texts),
            )
        return self.texts[language][-1]

    def write(self, event: TextEvent, text: Text, note: str | None = None) -> None:
        """The event's version is the latest now; for events to apply."""
        versions = self.texts.setdefault(event.language, [])
        if versions and versions[-1].state in (State.DRAFT, State.REVIEWED):
            versions[-1].state = State.SUPERSEDED
        behind = frozenset(filter(None, (event.by.actor_id, event.by.on_behalf_of)))
        editor, at = event.by.actor_id, event.at
        versions.append(Version(event.version, text, editor, at, behind, note=note))

    def meant(self, language: Language, version: int | None) -> Version:
        """The latest version, which is what can be worked on. Raises LanguageMissing, NotTheLatest.

        `version` is the one that somebody means, if they say so.
        """
        latest = self.latest(language)
        if version is not None and version != latest.number:
            raise errors.NotTheLatest(
                f"Version {version} in {language.value} is not the latest, which is"
                f" {latest.number} by {latest.editor}; read that one.",
                latest=latest.number,
            )
        return latest

    def tell(self, event: type[PrivateEvent], occasion: Occasion, **fields: Any) -> None:
        self.trigger(event, **occasion._asdict(), **fields)


def for_the_desk(occasion: Occasion) -> None:
    """Raises NotForRequesters."""
    if occasion.by.actor_kind == ActorKind.REQUESTER.value:
        raise errors.NotForRequesters("Articles are written by the desk; a requester reads them.")
