"""Every public page, in the order in which their addresses are tried."""

from fastapi import APIRouter

from firstline_chassis.clock import Clock
from firstline_chassis.store import Store
from firstline_kb.adapters.pages.articles import add_articles
from firstline_kb.adapters.pages.asking import add_asking
from firstline_kb.adapters.pages.crawlers import add_crawlers
from firstline_kb.adapters.pages.drafters import Drafters
from firstline_kb.adapters.pages.failing import route_class
from firstline_kb.adapters.pages.flows import add_flows, add_ways_to_flows
from firstline_kb.adapters.pages.lists import add_lists
from firstline_kb.adapters.pages.opening import add_opening
from firstline_kb.adapters.pages.otherwise import add_everything_else
from firstline_kb.adapters.pages.searching import add_search
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.start import add_start
from firstline_kb.adapters.pages.walkers import Walkers
from firstline_kb.adapters.pages.walks import add_walks
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.application.ports import Searches
from firstline_kb.application.suggesting import Answers


def pages_router(
    store: Store, search: Answers, searches: Searches, flows: Flows, clock: Clock, site: Site
) -> APIRouter:
    """They are no part of the API: whatever a link carries along is tolerated."""
    router = APIRouter(route_class=route_class(site), include_in_schema=False)
    add_crawlers(router, store, site)
    add_ways_to_flows(router, store, flows)
    add_start(router, store, site)
    add_articles(router, store, site)
    add_lists(router, store, site)
    add_search(router, store, search, searches, site)
    add_opening(router, store, searches, site)
    add_flows(router, store, flows, site)
    add_walks(router, store, flows, Walkers(store, flows, clock), site)
    add_asking(router, Drafters(store, search, clock), site)
    add_everything_else(router, site)
    return router
