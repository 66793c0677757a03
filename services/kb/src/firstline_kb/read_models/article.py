"""One article as it stands: read from its events, so it is never late."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import Retirement, State, Version
from firstline_kb.read_models.choosing import Chosen
from firstline_kb.read_models.rendering import html_of


class ReplacementView(BaseModel):
    """The article to read in place of a retired one."""

    id: UUID
    number: str
    slug: str


class RetirementView(BaseModel):
    """That a text is not to be read any more; times in UTC."""

    at: datetime
    reason: str | None
    replaced_by: ReplacementView | None


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
    retired: RetirementView | None
    """Where it was retired and not published again since."""


class TextView(BaseModel):
    """One version of a text. Title and summary are plain text, the body is Markdown.

    `html` is the body as HTML that is safe in any page.
    """

    model_config = ConfigDict(use_attribute_docstrings=True)

    language: Language
    version: int
    state: State
    title: str
    summary: str
    body: str
    html: str
    editor: str
    edited_at: datetime
    note: str | None
    """What its editor said of the change."""
    reviewer: str | None
    """Who found it right, or sent it back."""
    sent_back: str | None
    """What the reviewer wants to be changed."""
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
    tickets: int
    """How many tickets it is linked to."""
    asked: Language | None
    """The language that was asked for; `text` says which one was given."""
    text: TextView


def view_of(article: Article, asked: Language | None, chosen: Chosen) -> ArticleView:
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
        tickets=len(article.tickets),
        asked=asked,
        text=_text(*chosen),
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
            retired=_retirement(article.retired.get(language)),
        )
        for language, versions in article.texts.items()
    ]


def _retirement(retired: Retirement | None) -> RetirementView | None:
    if retired is None:
        return None
    other = retired.replacement
    instead = ReplacementView(**other._asdict()) if other else None
    return RetirementView(at=retired.at, reason=retired.reason, replaced_by=instead)


def _text(language: Language, version: Version) -> TextView:
    return TextView(
        language=language,
        version=version.number,
        state=version.state,
        editor=version.editor,
        edited_at=version.edited_at,
        note=version.note,
        html=html_of(version.text.body),
        reviewer=version.reviewer,
        sent_back=version.sent_back,
        published_at=version.published_at,
        **version.text._asdict(),
    )
