"""The search page."""

from typing import Any, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Request, Response

from firstline_chassis.store import Store
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import NEVER, PERSONAL, PUBLIC, redirect
from firstline_kb.adapters.pages.head import Head
from firstline_kb.adapters.pages.opening import is_only_fetched
from firstline_kb.adapters.pages.reading import READ, page_number, pages_of
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.start import categories_in
from firstline_kb.adapters.pages.texts.known import TEXTS
from firstline_kb.application.ports import Searches
from firstline_kb.application.searching import LONGEST_QUERY, Found, Hit, Question, Search

SIZE = 10
_LAST_PAGE = 50
_SHOWN = 80
"""Signs of a query that a heading repeats."""


class Asked(NamedTuple):
    """A search as an address says it."""

    language: Language
    text: str
    """In one line, without what can't be stored."""
    category: str | None
    page: int
    made: UUID | None
    """The search that a further page goes on with."""

    @property
    def question(self) -> Question:
        text = self.text[:LONGEST_QUERY].rstrip()
        offset = (self.page - 1) * SIZE
        return Question(text, self.language.value, self.category, None, offset, SIZE)

    def page_at(self, number: int) -> str:
        return addresses.search(self.language, self.text, self.category, number, self.made)

    @property
    def shown(self) -> str:
        return self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"


def add_search(
    router: APIRouter, store: Store, engine: Search, searches: Searches, site: Site
) -> None:
    @router.api_route("/help/{language}/search", methods=READ)
    def search(
        language: Language,
        request: Request,
        q: str = "",
        category: str | None = None,
        page: str | None = None,
        search: str | None = None,
    ) -> Response:
        number = min(page_number(page), _LAST_PAGE)
        made = _uuid(search) if number > 1 else None
        asked = Asked(language, _line(q), _line(category or "")[:256] or None, number, made)
        if not asked.text:
            return _page(store, site, request, asked, None)
        found = engine.search(asked.question)
        if number > 1 and not found.hits:
            return redirect(addresses.search(language, asked.text, asked.category), 302, NEVER)
        if number == 1 and not is_only_fetched(request):
            asked = asked._replace(made=searches.made(asked.question, found))
        return _page(store, site, request, asked, found)


def _page(
    store: Store, site: Site, request: Request, asked: Asked, found: Found | None
) -> Response:
    categories: list[tuple[str, int]] = []
    if found is None or not found.hits:
        with store.reading() as tx:
            categories = categories_in(tx, asked.language)
    return site.page(
        request,
        asked.language,
        "search.html",
        _head(asked, found),
        cache=_kept(request, found),
        asked=asked,
        limit=LONGEST_QUERY if len(asked.text) > LONGEST_QUERY else None,
        found=found,
        hits=[(_way_to(asked, hit), hit) for hit in found.hits] if found else [],
        categories=categories,
        **_turning(asked, found),
    )


def _kept(request: Request, found: Found | None) -> str:
    """What was fetched in advance is not kept: whoever then asks for it is to be told of."""
    if found is None:
        return PUBLIC
    return NEVER if is_only_fetched(request) else PERSONAL


def _head(asked: Asked, found: Found | None) -> Head:
    texts = TEXTS[asked.language]
    again = addresses.search(asked.language, asked.text, asked.category)
    return Head(
        title=texts.found(found.total, asked.shown) if found else texts.search,
        description=texts.search_description,
        path=again if found else addresses.search(asked.language),
        languages=list(Language),
        indexed=found is None,
    )


def _way_to(asked: Asked, hit: Hit) -> str:
    if asked.made is None:
        return addresses.article(asked.language, hit.slug)
    return addresses.found(asked.language, asked.made, hit.article_id)


def _turning(asked: Asked, found: Found | None) -> dict[str, Any]:
    last = min(pages_of(found.total, SIZE), _LAST_PAGE) if found else 1
    return {"number": asked.page, "last": last, "page_at": asked.page_at}


def _line(said: str) -> str:
    """What nobody types is a blank: it means nothing, and could not be stored."""
    return " ".join(said.replace("\0", " ").encode(errors="replace").decode().split())


def _uuid(said: str | None) -> UUID | None:
    try:
        return UUID(said or "")
    except ValueError:
        return None
