"""Lists over HTTP: which texts there are, and which tickets an article is linked to."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from firstline_chassis.http import Limit
from firstline_chassis.store import Store
from firstline_events.message import Identifier, Word
from firstline_events.vocabulary import Language
from firstline_kb.adapters.http.cursors import from_cursor, to_cursor
from firstline_kb.adapters.http.naming import Named, find_article
from firstline_kb.domain.values import State
from firstline_kb.read_models import text_pages
from firstline_kb.read_models.directory import number_of
from firstline_kb.read_models.text_pages import Wanted
from firstline_kb.read_models.text_rows import Row

Cursor = Annotated[str | None, Query(max_length=512, description="`next` of the page before")]
Due = Annotated[date | None, Query(description="to be looked at by that day; the earliest first")]
Standing = Annotated[
    Literal["draft", "reviewed", "published", "retired"] | None,
    Query(description="of the latest version"),
]


class ListedText(BaseModel):
    """One language of an article; times in UTC."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    article: UUID
    number: str
    slug: str
    language: Language
    title: str
    """Of the latest version, as `state`, `editor` and `edited_at` are."""
    state: State
    latest: int
    editor: str
    edited_at: datetime
    public: int | None
    """The version that everybody reads; null: none."""
    published_at: datetime | None
    owner: str
    category: str | None
    tags: list[str]
    review_on: date | None

    @classmethod
    def of(cls, row: Row) -> "ListedText":
        said = {name: value for name, value in row._asdict().items() if name in cls.model_fields}
        return cls(article=row.article_id, number=number_of(row.serial), **said)


class TextPage(BaseModel):
    """By number and language; where `due` was asked by date first. `next` goes into `cursor`."""

    items: list[ListedText]
    next: str | None


class TicketPage(BaseModel):
    """The tickets that an article is linked to, by id; `next` goes into `after`."""

    items: list[UUID]
    next: UUID | None


def _wanted(
    language: Language | None = None,
    state: Standing = None,
    public: Annotated[bool | None, Query(description="whether anybody reads it")] = None,
    category: Annotated[Word | None, Query()] = None,
    owner: Annotated[Identifier | None, Query(description="as commands name their actor")] = None,
    tag: Annotated[Word | None, Query()] = None,
    ticket: Annotated[UUID | None, Query(description="linked to this ticket")] = None,
    due: Due = None,
) -> Wanted:
    standing = None if state is None else State(state)
    return Wanted(language, standing, public, category, owner, tag, ticket, due)


Asked = Annotated[Wanted, Depends(_wanted)]


def add_listing(router: APIRouter, store: Store) -> None:
    @router.get("", summary="The texts of articles, all or filtered")
    def list_articles(wanted: Asked, limit: Limit = 50, cursor: Cursor = None) -> TextPage:
        after = None if cursor is None else from_cursor(cursor, dated=wanted.due is not None)
        with store.reading() as tx:
            found = text_pages.page(tx, wanted, after, limit + 1)
        page = found[:limit]
        more = len(found) > limit
        following = to_cursor(text_pages.place_of(page[-1], wanted)) if more else None
        return TextPage(items=[ListedText.of(one) for one in page], next=following)

    @router.get("/{article}/tickets", summary="The tickets that an article is linked to")
    def list_tickets(article: Named, limit: Limit = 50, after: UUID | None = None) -> TicketPage:
        with store.reading() as tx:
            linked = sorted(find_article(tx, article).tickets)
        rest = [one for one in linked if after is None or one > after]
        return TicketPage(items=rest[:limit], next=rest[limit - 1] if len(rest) > limit else None)
