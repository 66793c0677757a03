"""Walking a flow by plain forms: each is answered with a redirect to the step that is shown."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from firstline_chassis.store import Store
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import NEVER, redirect
from firstline_kb.adapters.pages.flows import flow_offered, retired
from firstline_kb.adapters.pages.forms import Said, foreign, is_ours
from firstline_kb.adapters.pages.head import Head
from firstline_kb.adapters.pages.reading import READ
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.texts.known import TEXTS
from firstline_kb.adapters.pages.walkers import Walkers
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.domain.walk_errors import FlowRetired
from firstline_kb.read_models.walk_view import WalkView


def add_walks(router: APIRouter, store: Store, flows: Flows, walkers: Walkers, site: Site) -> None:
    _add_beginning(router, store, flows, walkers, site)
    _add_steps(router, walkers, site)


def _add_beginning(
    router: APIRouter, store: Store, flows: Flows, walkers: Walkers, site: Site
) -> None:
    @router.post("/help/{language}/flows/{name}")
    def begin(language: Language, name: str, request: Request, said: Said) -> Response:
        if not is_ours(request, site):
            return foreign(site, request, language)
        with store.reading() as tx:
            flow = flow_offered(tx, flows, name)
        if flow is None:
            return site.missing(request, language)
        try:
            walk = walkers.begin(name, language, said.get("token", ""))
        except FlowRetired:
            return retired(site, request, language, flow)
        return redirect(addresses.walk(language, walk), 303, NEVER)


def _add_steps(router: APIRouter, walkers: Walkers, site: Site) -> None:
    @router.api_route("/help/{language}/walks/{walk}", methods=READ)
    def show(
        language: Language, walk: UUID, request: Request, moved: str | None = None
    ) -> Response:
        found = walkers.look(walk)
        if found is None:
            return site.missing(request, language)
        return _shown(site, request, language, found, moved=moved is not None)

    @router.post("/help/{language}/walks/{walk}")
    def go_on(language: Language, walk: UUID, request: Request, said: Said) -> Response:
        if not is_ours(request, site):
            return foreign(site, request, language)
        taken = walkers.say(walk, said)
        if taken is None:
            return site.missing(request, language)
        return redirect(addresses.walk(language, walk, moved=not taken), 303, NEVER)


def _shown(
    site: Site, request: Request, language: Language, walk: WalkView, *, moved: bool
) -> Response:
    texts, flow = TEXTS[language], addresses.flow(language, walk.flow)
    head = Head(
        title=walk.title,
        description=texts.flows_description,
        path=addresses.walk(language, walk.id),
        indexed=False,
    )
    return site.page(
        request,
        language,
        "walk.html",
        head,
        cache=NEVER,
        crumbs=[(texts.flows, addresses.flows(language)), (walk.title, flow)],
        walk=walk,
        moved=moved and walk.outcome is None,
        heading=_heading(walk, language),
        ticket_url=addresses.contact(site.contact_url, "walk", walk.id),
    )


def _heading(walk: WalkView, language: Language) -> str:
    """Of a walk that is over; of one that goes on it is the step's own text."""
    texts = TEXTS[language]
    told = {"solved": texts.walk_solved, "not_solved": texts.walk_not_solved}
    return told.get(walk.outcome or "", texts.walk_given_up)
