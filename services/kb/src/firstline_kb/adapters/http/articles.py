"""`/v1/articles`: write articles, and read them."""

from fastapi import APIRouter

from firstline_chassis.clock import Clock
from firstline_chassis.exchange import Exchange
from firstline_chassis.published import Translate
from firstline_chassis.store import Store
from firstline_kb.adapters.http.changing import add_ways
from firstline_kb.adapters.http.drafting import add_drafting
from firstline_kb.adapters.http.listing import add_listing
from firstline_kb.adapters.http.reading import add_reading
from firstline_kb.adapters.http.telling import add_telling
from firstline_kb.application.ports import NextNumber


def article_router(
    store: Store, next_number: NextNumber, translate: Translate, clock: Clock
) -> APIRouter:
    router = APIRouter(prefix="/v1/articles", tags=["articles"])
    exchange = Exchange(store)
    add_listing(router, store)
    add_reading(router, store)
    add_telling(router, store, translate)
    add_drafting(router, exchange, next_number, clock)
    add_ways(router, exchange, clock)
    return router
