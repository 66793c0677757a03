"""Every edit is a version of one language's text; none is ever changed."""

from typing import ClassVar

from firstline_events.vocabulary import Language
from firstline_kb.domain import errors
from firstline_kb.domain.state import ArticleState, TextEvent, for_the_desk
from firstline_kb.domain.values import Occasion, State, Text


class Writing(ArticleState):
    """What gives an article a new version, or a text in another language."""

    class Edited(TextEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.article.edited"
        title: str
        summary: str
        body: str
        note: str | None = None

        def apply(self, aggregate: ArticleState) -> None:
            aggregate.write(self, Text(self.title, self.summary, self.body), self.note)

    def edit(self, language: Language, text: Text, note: str | None, occasion: Occasion) -> None:
        """The next version in that language, its first one if it has none; a draft.

        What is public stays so. Raises NotForRequesters, TextBlank, TextUnchanged.
        """
        for_the_desk(occasion)
        says_something(text)
        versions = self.texts.get(language, [])
        if versions and versions[-1].state is not State.RETIRED and versions[-1].text == text:
            raise errors.TextUnchanged(
                f"Version {versions[-1].number} in {language.value} says the same already;"
                " there is nothing to edit."
            )
        number = len(versions) + 1
        said = {"language": language, "version": number, "note": note}
        self.tell(Writing.Edited, occasion, **said, **text._asdict())


def says_something(text: Text) -> None:
    """Raises TextBlank."""
    for name in ("title", "body"):
        if not getattr(text, name).strip():
            raise errors.TextBlank(f"The {name} is blank; an article needs one.", field=name)
