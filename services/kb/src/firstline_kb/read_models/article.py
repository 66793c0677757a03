"""One article as it stands: read from its events, so it is never late."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import State, Version


class Standing(BaseModel):
    """One language of an article: its latest version, and the one that is public."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    language: Language
    title: str
    """Of the latest version."""
    latest: int
    state: State
    """Of the latest version."""
    editor: str
    edited_at: datetime
    public: int | None
    """The version that everybody reads; null: none."""


class TextView(BaseModel):
    """One version of a text. Title and summary are plain text, the body is Markdown."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    language: Language
    version: int
    state: State
    title: str
    summary: str
    body: str
    editor: str
    edited_at: datetime
    note: str | None
    """What its editor said of the change."""
    reviewer: str | None
    published_at: datetime | None


class ArticleView(BaseModel):
    """An article and one of its texts; times in UTC. `version` is what the ETag says."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: UUID
    number: str
    slug: str
    """Its short name in addresses."""
    version: int
    tenant: str
    owner: str
    category: str | None
    tags: list[str]
    review_on: date | None
    """The day by which somebody looks whether it still holds."""
    created_at: datetime
    first_language: Language
    """The one that stands in where another is asked for and missing."""
    languages: list[Standing]
    text: TextView


def view_of(article: Article, language: Language, version: Version) -> ArticleView:
    """The article with this version of its text."""
    return ArticleView(
        id=article.id,
        number=article.number,
        slug=article.slug,
        version=article.version,
        tenant=article.tenant,
        owner=article.owner,
        category=article.category,
        tags=list(article.tags),
        review_on=article.review_on,
        created_at=article.created_at,
        first_language=article.first_language,
        languages=_standings(article),
        text=_text(language, version),
    )


def _standings(article: Article) -> list[Standing]:
    return [
        Standing(
            language=language,
            title=versions[-1].text.title,
            latest=versions[-1].number,
            state=versions[-1].state,
            editor=versions[-1].editor,
            edited_at=versions[-1].edited_at,
            public=article.public.get(language),
        )
        for language, versions in article.texts.items()
    ]


def _text(language: Language, version: Version) -> TextView:
    return TextView(
        language=language,
        version=version.number,
        state=version.state,
        editor=version.editor,
        edited_at=version.edited_at,
        note=version.note,
        reviewer=version.reviewer,
        published_at=version.published_at,
        **version.text._asdict(),
    )
