"""`GET /v1/search`: find published articles."""

import base64
import binascii
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from firstline_chassis.problems import Problem
from firstline_events.message import Word
from firstline_events.vocabulary import Language
from firstline_kb.application.ports import Searches
from firstline_kb.application.searching import LONGEST_QUERY, Found, Hit, Question, Search

_FURTHEST = 1_000
"""Hits that can be turned to: whoever looks further asks for something else."""
_CURSOR = "from "
_Limit = Annotated[int, Query(ge=1, le=50, description="How many at most")]
_Text = Annotated[
    str,
    Query(max_length=LONGEST_QUERY, description="words as people type them; nothing is syntax"),
]
_Wanted = Annotated[
    Language | None, Query(description="if it isn't said: the one that most of the words are of")
]
_AWord = Annotated[Word | None, Query()]
_Cursor = Annotated[str | None, Query(max_length=64, description="`next` of the page before")]


class ArticleFound(BaseModel):
    """An article that answers, in one of its languages."""

    model_config = ConfigDict(use_attribute_docstrings=True, from_attributes=True)

    article_id: UUID
    number: str
    slug: str
    language: Language
    title: str
    title_html: str
    """Escaped, with the words of the query in `<mark>`; no other markup."""
    snippet_html: str
    """The part that says most about the query, in the same way."""
    category: str | None
    tags: list[str]
    score: float
    """Only for comparing hits of one answer."""


class Opening(BaseModel):
    """Which article was opened from what a search found."""

    model_config = ConfigDict(extra="forbid")

    article_id: UUID


class SearchAnswer(BaseModel):
    """What was found, the best first."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    language: Language
    """The one asked for, or recognised."""
    answered_in: Language
    """Another one where no article in `language` answers: then `fell_back` is true."""
    fell_back: bool
    read_as: dict[str, str]
    """Words that no article has, and those that were looked for instead."""
    total: int
    items: list[ArticleFound]
    next: str | None
    """The cursor of the next page; null: this was the last."""
    search: UUID | None
    """By this an opened article can be told; null: a further page, or no words."""


def search_router(search: Search, searches: Searches) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["search"])

    @router.get("/search", summary="Find published articles")
    def find(
        q: _Text,
        lang: _Wanted = None,
        category: _AWord = None,
        tag: _AWord = None,
        cursor: _Cursor = None,
        limit: _Limit = 10,
    ) -> SearchAnswer:
        offset = _from_cursor(cursor) if cursor is not None else 0
        language = lang.value if lang else None
        question = Question(q, language, category, tag, offset, limit)
        found = search.search(question)
        told = searches.made(question, found) if q.strip("\0 \t\n") and cursor is None else None
        return _shown(found, offset, told)

    @router.post(
        "/searches/{search_id}/opened", status_code=204, summary="Tell which article was opened"
    )
    def tell_opened(search_id: UUID, opening: Opening) -> None:
        if not searches.opened(search_id, opening.article_id):
            detail = "Give `search` of an answer, and `article_id` of one of its items."
            raise Problem(404, "no-such-search", "There is no such search or article", detail)

    return router


def _shown(found: Found, offset: int, told: UUID | None) -> SearchAnswer:
    end = offset + len(found.hits)
    more = bool(found.hits) and end < min(found.total, _FURTHEST)
    return SearchAnswer(
        language=Language(found.language),
        answered_in=Language(found.answered_in),
        fell_back=found.fell_back,
        read_as=found.read_as,
        total=found.total,
        items=[_item(hit) for hit in found.hits],
        next=_to_cursor(end) if more else None,
        search=told,
    )


def _item(hit: Hit) -> ArticleFound:
    return ArticleFound.model_validate(hit)


def _to_cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(f"{_CURSOR}{offset}".encode()).decode().rstrip("=")


def _from_cursor(cursor: str) -> int:
    """Raises Problem for a cursor that this service didn't give."""
    try:
        said = base64.urlsafe_b64decode(cursor + "===").decode("ascii")
        offset = int(said.removeprefix(_CURSOR))
    except (binascii.Error, ValueError):
        raise _refused() from None
    if cursor != _to_cursor(offset) or not 0 < offset < _FURTHEST:
        raise _refused()
    return offset


def _refused() -> Problem:
    remedy = "Take `next` of the page before as it is, or begin without a cursor."
    return Problem(400, "bad-cursor", "This cursor is not one of ours", remedy)
