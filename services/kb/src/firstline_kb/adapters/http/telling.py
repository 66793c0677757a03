"""What happened to an article: in words, and as its public events."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from firstline_chassis.http import Limit
from firstline_chassis.published import After, PublishedEvents, Translate, answer_published
from firstline_chassis.store import Store
from firstline_kb.adapters.http.naming import Named, find_article
from firstline_kb.read_models.history import Entry, history_of


class History(BaseModel):
    """What happened, oldest first; `next` goes into `after` for the next page."""

    items: list[Entry]
    next: int | None


def add_telling(router: APIRouter, store: Store, translate: Translate) -> None:
    @router.get("/{article}/history", summary="What happened to an article, in words")
    def read_history(
        article: Named,
        limit: Limit = 50,
        after: Annotated[int, Query(ge=0, lt=2**63, description="`next` of before")] = 0,
    ) -> History:
        with store.reading() as tx:
            events = tx.events(find_article(tx, article).id)
        page = history_of(events[after : after + limit])
        return History(items=page, next=after + limit if len(events) > after + limit else None)

    @router.get(
        "/{article}/events",
        response_model=PublishedEvents,
        summary="The events of an article, as they stand in the topic",
    )
    def list_events(article: Named, limit: Limit = 50, after: After = 0) -> Response:
        with store.reading() as tx:
            events = tx.events(find_article(tx, article).id)
        return answer_published(events, translate, after, limit)
