"""What is not to be read any more, and what to read in its place."""

from collections.abc import Sequence
from typing import ClassVar

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Language
from firstline_kb.domain import errors
from firstline_kb.domain.state import ArticleState, for_the_desk
from firstline_kb.domain.values import Occasion, Replacement, Retirement, State

_UNFINISHED = (State.DRAFT, State.REVIEWED)


class Retiring(ArticleState):
    """The end of a text; a later version that is published ends the end."""

    class Retired(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.retired"
        languages: tuple[Language, ...]
        reason: str | None = None
        replacement: Replacement | None = None

        def apply(self, aggregate: ArticleState) -> None:
            for language in self.languages:
                versions = aggregate.texts[language]
                public = aggregate.public.pop(language, None)
                if public is not None:
                    versions[public - 1].state = State.RETIRED
                if versions[-1].state in _UNFINISHED:
                    versions[-1].state = State.RETIRED
                aggregate.retired[language] = Retirement(self.at, self.reason, self.replacement)

    def retire(
        self,
        language: Language | None,
        replacement: "ArticleState | None",
        reason: str | None,
        occasion: Occasion,
    ) -> None:
        """One language's text, or all of them: whatever of it is public or unfinished.

        Raises NotForRequesters, LanguageMissing, NothingToRetire, ReplacementMissing,
        ReplacementNotPublic.
        """
        for_the_desk(occasion)
        languages = self._to_retire(language)
        if replacement is None and reason is None:
            raise errors.ReplacementMissing(
                "Say in `replaced_by` which article to read in its place, or in `reason` why none."
            )
        instead = self._in_its_place(replacement) if replacement is not None else None
        said = {"languages": languages, "reason": reason, "replacement": instead}
        self.tell(Retiring.Retired, occasion, **said)

    def _to_retire(self, language: Language | None) -> Sequence[Language]:
        if language is not None:
            self.latest(language)
        asked = tuple(self.texts) if language is None else (language,)
        found = tuple(one for one in asked if one in self.public or self._is_unfinished(one))
        if not found:
            raise errors.NothingToRetire(
                "It is retired already; an edit that is published brings it back."
            )
        return found

    def _is_unfinished(self, language: Language) -> bool:
        return self.texts[language][-1].state in _UNFINISHED

    def _in_its_place(self, other: ArticleState) -> Replacement:
        if other.id == self.id or not other.public:
            why = "is this one" if other.id == self.id else "has nothing that is public"
            raise errors.ReplacementNotPublic(
                f"{other.number} {why}; name an article that readers find in its place."
            )
        return Replacement(other.id, other.number, other.slug)
