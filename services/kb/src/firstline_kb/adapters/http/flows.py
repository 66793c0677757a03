"""`/v1/flows`: which guided flows there are, and what each says."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from firstline_chassis.clock import Clock
from firstline_chassis.etags import etag
from firstline_chassis.exchange import Exchange
from firstline_chassis.http import Limit
from firstline_chassis.published import Translate
from firstline_chassis.store import Store
from firstline_events.message import Slug, Word
from firstline_kb.adapters.http.flow_naming import FlowName, flow_named
from firstline_kb.adapters.http.tongues import tongue
from firstline_kb.adapters.http.walking import add_starting, add_steps
from firstline_kb.adapters.http.walks import add_reading
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.read_models import flow_rows
from firstline_kb.read_models.directory import article_named
from firstline_kb.read_models.flow_view import FlowView, ListedFlow, flow_view, listed

_LANG = "`it`, or as browsers say it, `it-CH`; the flow's first language, if it lacks it"
Lang = Annotated[str | None, Query(max_length=64, description=_LANG)]
Number = Annotated[int | None, Query(ge=1, lt=2**31, description="that version")]


class FlowPage(BaseModel):
    """Flows by name; `next` goes into `after`."""

    items: list[ListedFlow]
    next: str | None


def flow_router(store: Store, flows: Flows, translate: Translate, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["guided flows"])
    exchange = Exchange(store)
    _add_list(router, store)
    _add_showing(router, store, flows)
    add_starting(router, exchange, flows, clock)
    add_reading(router, store, flows, translate)
    add_steps(router, exchange, flows, clock)
    return router


def _add_list(router: APIRouter, store: Store) -> None:
    @router.get("/flows", summary="The guided flows, in the versions that count")
    def list_flows(
        lang: Lang = None,
        category: Annotated[Word | None, Query()] = None,
        retired: Annotated[bool, Query(description="those too that are not offered")] = False,
        limit: Limit = 50,
        after: Annotated[Slug | None, Query(description="`next` of the page before")] = None,
    ) -> FlowPage:
        with store.reading() as tx:
            found = flow_rows.page(tx, after or "", limit + 1, category=category, retired=retired)
        items = [listed(row, tongue(lang)) for row in found[:limit]]
        return FlowPage(items=items, next=items[-1].name if len(found) > limit else None)


def _add_showing(router: APIRouter, store: Store, flows: Flows) -> None:
    @router.get("/flows/{name}", summary="A flow with its steps, as a walker reads them")
    def show_flow(
        name: FlowName, response: Response, lang: Lang = None, version: Number = None
    ) -> FlowView:
        with store.reading() as tx:
            flow = flow_named(tx, flows, name, version)
            found = flow_view(flow, tongue(lang), partial(article_named, tx))
        response.headers["ETag"] = etag(found.version)
        return found
