"""The start page of each language, and the way to it for whoever has named none."""

from typing import Any

from fastapi import APIRouter, Request, Response

from firstline_chassis.store import Store, Transaction
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import redirect
from firstline_kb.adapters.pages.flows import flows_offered
from firstline_kb.adapters.pages.head import Head
from firstline_kb.adapters.pages.languages import preferred, reader_language
from firstline_kb.adapters.pages.reading import READ
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.texts.known import TEXTS
from firstline_kb.read_models import public_article, public_lists

_NEWEST = 8
_FLOWS = 4
_ASK_EACH_TIME = "private, no-cache"


def add_start(router: APIRouter, store: Store, site: Site) -> None:
    @router.api_route("/help/{language}/", methods=READ)
    def start(language: Language, request: Request) -> Response:
        with store.reading() as tx:
            shown: dict[str, Any] = {
                "categories": categories_in(tx, language),
                "newest": public_lists.latest(tx, language, _NEWEST),
                "counts": public_lists.counts(tx),
                "flows": flows_offered(tx, language, _FLOWS),
            }
        texts, path = TEXTS[language], addresses.start(language)
        head = Head(
            title=texts.start_heading,
            description=texts.start_description,
            path=path,
            languages=list(Language),
        )
        return site.page(request, language, "start.html", head, **shown)

    _add_ways_in(router)
    _add_article_in_any_language(router, store)


def categories_in(tx: Transaction, language: Language) -> list[tuple[str, int]]:
    """Each with how many articles it has in the language, without those that have none."""
    found = public_lists.categories(tx).items()
    counted = [(name, numbers.get(language, 0)) for name, numbers in found]
    return [one for one in counted if one[1] and addresses.can_be_addressed(one[0])]


def _add_ways_in(router: APIRouter) -> None:
    """Addresses without a language, for links that are given to everybody."""
    for path in ("/", "/help", "/help/", "/help/articles", "/help/search"):
        router.api_route(path, methods=READ, name=path)(_in_the_readers_language)

    @router.api_route("/help/categories/{category:anything}", methods=READ)
    def category_in_the_readers_language(category: str, request: Request) -> Response:
        return _to(addresses.category(reader_language(request), category), request)


def _in_the_readers_language(request: Request) -> Response:
    beyond = request.scope["path"].removeprefix(addresses.ROOT).lstrip("/")
    return _to(f"{addresses.start(reader_language(request))}{beyond}", request)


def _add_article_in_any_language(router: APIRouter, store: Store) -> None:
    @router.api_route("/help/articles/{slug}", methods=READ)
    def article_in_any_language(slug: str, request: Request) -> Response:
        with store.reading() as tx:
            has = public_article.languages_of(tx, slug)
        liked = preferred(request.headers.get("accept-language"), has)
        language = liked or (has[0] if has else reader_language(request))
        return _to(addresses.article(language, slug), request)


def _to(path: str, request: Request) -> Response:
    query = request.scope.get("query_string", b"").decode("ascii", "replace")
    where = f"{path}?{query}" if query else path
    return redirect(where, 302, _ASK_EACH_TIME, Vary="Accept-Language")
