"""`/v1/cases`: read a case, and hand it over."""

from fastapi import APIRouter

from firstline_chassis.clock import Clock
from firstline_chassis.exchange import Exchange
from firstline_chassis.published import Translate
from firstline_chassis.store import Store
from firstline_escalation.adapters.http.changing import add_ways
from firstline_escalation.adapters.http.reading import add_reading
from firstline_escalation.application.ports import LinesOf


def case_router(store: Store, lines: LinesOf, translate: Translate, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1/cases", tags=["cases"])
    add_reading(router, store, translate)
    add_ways(router, Exchange(store), lines, clock)
    return router
