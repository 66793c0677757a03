"""From a draft to what the public reads: reviewed by somebody else, then published."""

from typing import ClassVar

from firstline_events.vocabulary import Language
from firstline_kb.domain import errors
from firstline_kb.domain.state import ArticleState, TextEvent, for_the_desk
from firstline_kb.domain.values import Occasion, State, Text, Version


class Publishing(ArticleState):
    """The workflow of one version of one text."""

    class Reviewed(TextEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.reviewed"
        note: str | None = None

        def apply(self, aggregate: ArticleState) -> None:
            version = aggregate.texts[self.language][self.version - 1]
            version.state, version.reviewer = State.REVIEWED, self.by.actor_id
            version.sent_back = None

    class SentBack(TextEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.sent-back"
        note: str

        def apply(self, aggregate: ArticleState) -> None:
            version = aggregate.texts[self.language][self.version - 1]
            version.state, version.sent_back = State.DRAFT, self.note
            version.reviewer = self.by.actor_id

    class Published(TextEvent, frozen=True, kw_only=True, omit_defaults=True):
        """It carries whatever a reader needs, so that nobody has to keep drafts."""

        TOPIC: ClassVar[str] = "kb.article.published"
        number: str
        slug: str
        title: str
        summary: str
        body: str
        category: str | None = None
        tags: tuple[str, ...] = ()
        previous_version: int | None = None

        def apply(self, aggregate: ArticleState) -> None:
            versions = aggregate.texts[self.language]
            if self.previous_version is not None:
                versions[self.previous_version - 1].state = State.SUPERSEDED
            version = versions[self.version - 1]
            version.state, version.published_at = State.PUBLISHED, self.at
            aggregate.public[self.language] = self.version
            aggregate.retired.pop(self.language, None)

    def review(
        self, language: Language, version: int | None, note: str | None, occasion: Occasion
    ) -> None:
        """Somebody else has read the draft and finds it right.

        Raises NotForRequesters, LanguageMissing, NotTheLatest, NoDraft, ReviewedByItsEditor.
        """
        for_the_desk(occasion)
        latest = self.meant(language, version)
        if latest.state is not State.DRAFT:
            raise errors.NoDraft(
                f"Version {latest.number} in {language.value} is {latest.state.value}, and no"
                " draft; edit it first.",
                state=latest.state.value,
            )
        _read_by_another(latest, occasion)
        self.tell(
            Publishing.Reviewed, occasion, language=language, version=latest.number, note=note
        )

    def send_back(
        self, language: Language, version: int | None, note: str, occasion: Occasion
    ) -> None:
        """Somebody else has read it and wants it changed; it stays, or becomes, a draft.

        Raises NotForRequesters, LanguageMissing, NotTheLatest, NoDraft, ReviewedByItsEditor.
        """
        for_the_desk(occasion)
        latest = self.meant(language, version)
        if latest.state not in (State.DRAFT, State.REVIEWED):
            raise errors.NoDraft(
                f"Version {latest.number} in {language.value} is {latest.state.value}; edit it, or"
                " retire it.",
                state=latest.state.value,
            )
        _read_by_another(latest, occasion)
        self.tell(
            Publishing.SentBack, occasion, language=language, version=latest.number, note=note
        )

    def publish(self, language: Language, version: int | None, occasion: Occasion) -> None:
        """Everybody reads it from here on; what was public before is superseded.

        Raises NotForRequesters, LanguageMissing, NotTheLatest, NotReviewed.
        """
        for_the_desk(occasion)
        latest = self.meant(language, version)
        if latest.state is not State.REVIEWED:
            remedy = "have it reviewed" if latest.state is State.DRAFT else "edit it"
            raise errors.NotReviewed(
                f"Version {latest.number} in {language.value} is {latest.state.value}; {remedy}"
                " first.",
                state=latest.state.value,
            )
        self._publish(language, latest.number, latest.text, occasion)

    def _publish(self, language: Language, version: int, text: Text, occasion: Occasion) -> None:
        self.tell(
            Publishing.Published,
            occasion,
            language=language,
            version=version,
            number=self.number,
            slug=self.slug,
            category=self.category,
            tags=self.tags,
            previous_version=self.public.get(language),
            **text._asdict(),
        )


def _read_by_another(version: Version, occasion: Occasion) -> None:
    behind = {name.strip().casefold() for name in version.behind}
    if occasion.by.actor_id.strip().casefold() in behind:
        raise errors.ReviewedByItsEditor(
            f"{version.editor} wrote version {version.number}; somebody else reviews it.",
            editor=version.editor,
        )
