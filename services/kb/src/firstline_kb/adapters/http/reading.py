"""Read an article, and what happened to it."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from firstline_chassis.etags import etag
from firstline_chassis.http import Limit
from firstline_chassis.published import After, PublishedEvents, Translate, answer_published
from firstline_chassis.store import Store
from firstline_events.vocabulary import Language
from firstline_kb.adapters.http.naming import Named, find_article
from firstline_kb.read_models.article import ArticleView, view_of

Wanted = Annotated[Language | None, Query(description="the article's first one, if it isn't said")]


def add_reading(router: APIRouter, store: Store, translate: Translate) -> None:
    @router.get("/{article}", summary="An article and its text")
    def read_article(article: Named, response: Response, language: Wanted = None) -> ArticleView:
        with store.reading() as tx:
            found = find_article(tx, article)
        told = language if language in found.texts else found.first_language
        view = view_of(found, told, found.latest(told))
        response.headers["ETag"] = etag(view.version)
        return view

    @router.get(
        "/{article}/events",
        response_model=PublishedEvents,
        summary="The events of an article, as they stand in the topic",
    )
    def list_events(article: Named, limit: Limit = 50, after: After = 0) -> Response:
        with store.reading() as tx:
            events = tx.events(find_article(tx, article).id)
        return answer_published(events, translate, after, limit)
