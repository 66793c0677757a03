"""The guided flows: a list of them, and a page for each, from which a walk begins."""

from uuid import uuid4

from fastapi import APIRouter, Request, Response

from firstline_chassis.policies.refusals import NoSuchPolicy
from firstline_chassis.store import Store, Transaction
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import NEVER, PUBLIC, redirect
from firstline_kb.adapters.pages.head import Head, shortened
from firstline_kb.adapters.pages.languages import preferred, reader_language
from firstline_kb.adapters.pages.reading import READ
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.texts.known import TEXTS
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.domain.flow import Flow
from firstline_kb.read_models import flow_rows
from firstline_kb.read_models.flow_view import ListedFlow, listed

MOST = 200
"""Flows of a list; a desk that has more wants to find them by searching."""
_ASK_EACH_TIME = "private, no-cache"


def add_flows(router: APIRouter, store: Store, flows: Flows, site: Site) -> None:
    @router.api_route("/help/{language}/flows/", methods=READ)
    def all_flows(language: Language, request: Request) -> Response:
        with store.reading() as tx:
            offered = flows_offered(tx, language)
        texts = TEXTS[language]
        head = Head(
            title=texts.flows,
            description=texts.flows_description,
            path=addresses.flows(language),
            languages=list(Language) if offered else (),
            indexed=bool(offered),
        )
        return site.page(request, language, "flows.html", head, flows=offered)

    @router.api_route("/help/{language}/flows/{name}", methods=READ)
    def one_flow(language: Language, name: str, request: Request) -> Response:
        with store.reading() as tx:
            flow = flow_offered(tx, flows, name)
        if flow is None:
            return site.missing(request, language)
        if flow.retired is not None:
            return retired(site, request, language, flow)
        return _shown(site, request, language, flow)


def flows_offered(tx: Transaction, language: Language, limit: int = MOST) -> list[ListedFlow]:
    """Those in the language first, each by name."""
    rows = flow_rows.page(tx, "", MOST)
    found = [listed(row, language) for row in rows]
    return sorted(found, key=lambda one: one.language is not language)[:limit]


def flow_offered(tx: Transaction, flows: Flows, name: str) -> Flow | None:
    """The version that counts, be it retired or not; None for none."""
    try:
        return flows.current(tx, name)
    except NoSuchPolicy:
        return None


def retired(site: Site, request: Request, language: Language, flow: Flow) -> Response:
    """410: nobody begins it any more; what it was about may be searched for."""
    texts, title = TEXTS[language], flow.title[flow.language(language)]
    return site.notice(request, language, 410, texts.flow_ended, texts.ended_next, query=title)


def _shown(site: Site, request: Request, language: Language, flow: Flow) -> Response:
    given = flow.language(language)
    own = given is language
    head = Head(
        title=flow.title[given],
        description=shortened(flow.summary[given]),
        path=addresses.flow(language, flow.name),
        canonical=None if own else addresses.flow(given, flow.name),
        languages=flow.languages,
    )
    # Never kept: a form that is sent twice begins one walk, by the token that it holds.
    return site.page(
        request,
        language,
        "flow.html",
        head,
        cache=NEVER,
        crumbs=[(TEXTS[language].flows, addresses.flows(language))],
        given=given,
        name=flow.name,
        summary=flow.summary[given],
        token=uuid4(),
    )


def add_ways_to_flows(router: APIRouter, store: Store, flows: Flows) -> None:
    """Addresses without a language, for links that are given to everybody.

    They come before those of start pages, which would take `/help/flows/` for one.
    """

    @router.api_route("/help/{language}/flows", methods=READ)
    def without_its_slash(language: Language) -> Response:
        return redirect(addresses.flows(language), 301, PUBLIC)

    for path in ("/help/flows", "/help/flows/"):
        router.api_route(path, methods=READ, name=path)(_in_the_readers_language)

    @router.api_route("/help/flows/{name}", methods=READ)
    def flow_in_any_language(name: str, request: Request) -> Response:
        with store.reading() as tx:
            flow = flow_offered(tx, flows, name)
        has = flow.languages if flow else []
        liked = preferred(request.headers.get("accept-language"), has)
        language = liked or (has[0] if has else reader_language(request))
        return _to(addresses.flow(language, name))


def _in_the_readers_language(request: Request) -> Response:
    return _to(addresses.flows(reader_language(request)))


def _to(path: str) -> Response:
    return redirect(path, 302, _ASK_EACH_TIME, Vary="Accept-Language")
