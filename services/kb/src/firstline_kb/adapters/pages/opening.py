"""From a hit to its article: a step in between tells that it was opened, and needs no script."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from firstline_chassis.store import Store
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import NEVER, redirect
from firstline_kb.adapters.pages.reading import READ
from firstline_kb.adapters.pages.site import Site
from firstline_kb.application.ports import Searches
from firstline_kb.read_models import public_article


def add_opening(router: APIRouter, store: Store, searches: Searches, site: Site) -> None:
    @router.api_route("/help/{language}/found/{search}/{article}", methods=READ)
    def opened(language: Language, search: UUID, article: UUID, request: Request) -> Response:
        """The article's own address is where its reader ends, and what they share."""
        with store.reading() as tx:
            slug = public_article.slug_of(tx, article)
        if slug is None:
            return site.missing(request, language)
        if not is_only_fetched(request):
            searches.opened(search, article)
        return redirect(addresses.article(language, slug), 303, NEVER)


def is_only_fetched(request: Request) -> bool:
    """Whether a browser or a link checker only gets it in advance: nobody has asked yet."""
    said = (request.headers.get(name, "") for name in ("sec-purpose", "purpose", "x-moz"))
    return request.method == "HEAD" or any("prefetch" in one for one in said)
