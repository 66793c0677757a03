"""Pages of articles: all of a language, and those of a category."""

from functools import partial

from fastapi import APIRouter, Request, Response

from firstline_chassis.store import Store
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.head import Head
from firstline_kb.adapters.pages.reading import READ, page_number, pages_of
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.templates_of_pages import label
from firstline_kb.adapters.pages.texts.known import TEXTS
from firstline_kb.read_models import public_lists

SIZE = 30


def add_lists(router: APIRouter, store: Store, site: Site) -> None:
    @router.api_route("/help/{language}/articles", methods=READ)
    def all_articles(language: Language, request: Request, page: str | None = None) -> Response:
        return _listed(store, site, request, language, None, page_number(page))

    @router.api_route("/help/{language}/categories/{category:anything}", methods=READ)
    def articles_of_a_category(
        language: Language, category: str, request: Request, page: str | None = None
    ) -> Response:
        return _listed(store, site, request, language, category, page_number(page))


def _listed(
    store: Store, site: Site, request: Request, language: Language, category: str | None, page: int
) -> Response:
    if "\0" in (category or ""):
        return site.missing(request, language)
    with store.reading() as tx:
        counts = public_lists.counts(tx, category)
        found = public_lists.latest(tx, language, SIZE, (page - 1) * SIZE, category)
    last = pages_of(counts.get(language, 0), SIZE)
    if page > last or (category is not None and not counts):
        return site.missing(request, language)
    return site.page(
        request,
        language,
        "list.html",
        _head(language, category, page, [one for one in counts if page == 1 or one is language]),
        found=found,
        counts=counts,
        number=page,
        last=last,
        page_at=partial(_path, language, category),
        list_in=partial(_list_in, category),
    )


def _head(language: Language, category: str | None, page: int, has: list[Language]) -> Head:
    texts = TEXTS[language]
    name = texts.all_articles if category is None else label(category, language)
    about = texts.category_description.format(category=name)
    description = texts.all_description if category is None else about
    numbered = f" – {texts.page.format(number=page)}" if page > 1 else ""
    return Head(
        title=f"{name}{numbered}",
        description=f"{description}{numbered}",
        path=_path(language, category, page),
        languages=has,
        indexed=language in has,
        switch=_path(language, category),
    )


def _list_in(category: str | None, language: Language) -> str:
    return _path(language, category)


def _path(language: Language, category: str | None, page: int = 1) -> str:
    if category is None:
        return addresses.articles(language, page)
    return addresses.category(language, category, page)
