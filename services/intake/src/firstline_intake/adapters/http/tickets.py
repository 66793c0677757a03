"""`/v1/tickets`: open, read, talk, and move a ticket."""

from typing import NamedTuple

from fastapi import APIRouter

from firstline_chassis.clock import Clock
from firstline_chassis.exchange import Exchange
from firstline_chassis.store import Store
from firstline_intake.adapters.http.attachments import Files, add_uploading
from firstline_intake.adapters.http.changing import add_ways
from firstline_intake.adapters.http.downloads import add_downloading
from firstline_intake.adapters.http.for_requester import add_requesters_reading
from firstline_intake.adapters.http.listing import add_listing
from firstline_intake.adapters.http.opening import add_opening
from firstline_intake.adapters.http.ratings import RatingRules, add_rating_links
from firstline_intake.adapters.http.reading import add_reading
from firstline_intake.adapters.http.relating import add_linking, add_merging, add_splitting
from firstline_intake.adapters.http.requesting import add_requesting
from firstline_intake.application.ports import FormsInForce, Numbers


class Means(NamedTuple):
    """What the routes of tickets need beside the store."""

    numbers: Numbers
    files: Files
    ratings: RatingRules
    forms: FormsInForce


def ticket_router(store: Store, means: Means, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1/tickets", tags=["tickets"])
    exchange = Exchange(store)
    add_opening(router, exchange, means.numbers, means.forms, clock)
    add_listing(router, store)
    add_reading(router, store)
    add_requesters_reading(router, store)
    add_ways(router, exchange, means.numbers, clock)
    add_requesting(router, exchange, clock)
    add_merging(router, exchange, clock)
    add_linking(router, exchange, clock)
    add_splitting(router, exchange, means.numbers, clock)
    add_uploading(router, store, exchange, means.files, clock)
    add_downloading(router, store, means.files.objects)
    add_rating_links(router, store, means.ratings)
    return router
