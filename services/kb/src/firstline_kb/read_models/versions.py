"""The versions of one text, the newest first, without what they say."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import State, Version


class VersionView(BaseModel):
    """One version of a text; times in UTC."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    language: Language
    version: int
    state: State
    title: str
    editor: str
    edited_at: datetime
    note: str | None
    """What its editor said of the change."""
    reviewer: str | None
    sent_back: str | None
    published_at: datetime | None


def versions_of(article: Article, language: Language) -> list[VersionView]:
    """Raises LanguageMissing."""
    article.latest(language)
    return [_view(language, one) for one in reversed(article.texts[language])]


def _view(language: Language, version: Version) -> VersionView:
    return VersionView(
        language=language,
        version=version.number,
        state=version.state,
        title=version.text.title,
        editor=version.editor,
        edited_at=version.edited_at,
        note=version.note,
        reviewer=version.reviewer,
        sent_back=version.sent_back,
        published_at=version.published_at,
    )
