"""What search engines ask for: which pages there are, and which they may read."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from firstline_chassis.store import Store, Transaction
from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import PUBLIC, answer
from firstline_kb.adapters.pages.flows import MOST
from firstline_kb.adapters.pages.public_address import public_base
from firstline_kb.adapters.pages.reading import READ
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.templates_of_pages import rendered
from firstline_kb.read_models import flow_rows, public_lists

ARTICLES_OF_A_MAP = 1_000
"""By number. One map may have 50,000 addresses; 4,000 are made in half a second."""
_OPEN = """User-agent: *
Allow: /$
Allow: /help/
Allow: /sitemap
Disallow: /help/*/found/
Disallow: /help/*/search?
Disallow: /help/*/walks/
Disallow: /

Sitemap: {base}/sitemap.xml
"""
_CLOSED = """# Not public: FIRSTLINE_KB_PUBLIC_URL, where the public finds these pages, is not set.
User-agent: *
Disallow: /
"""


class Mapped(NamedTuple):
    """One page in every language that has it; when each was published, if it says so."""

    paths: Mapping[Language, str]
    published: Mapping[Language, datetime]

    @property
    def for_any(self) -> str:
        return addresses.for_any_language(next(iter(self.paths.values())))


def add_crawlers(router: APIRouter, store: Store, site: Site) -> None:
    @router.api_route("/robots.txt", methods=READ)
    def robots(request: Request) -> Response:
        text = _OPEN.format(base=site.public_url) if site.public_url else _CLOSED
        return answer(request, text.encode(), "text/plain")

    @router.api_route("/sitemap.xml", methods=READ)
    def sitemap(request: Request) -> Response:
        with store.reading() as tx:
            parts = -(-public_lists.last_serial(tx) // ARTICLES_OF_A_MAP)
            pages = list(_part(tx, 0)) if parts < 2 else []
        return _xml(site, request, parts=parts if parts > 1 else 0, pages=pages)

    @router.api_route("/sitemap-{part}.xml", methods=READ)
    def part_of_sitemap(part: str, request: Request) -> Response:
        number = int(part) - 1 if part.isascii() and part.isdigit() and len(part) < 7 else -1
        with store.reading() as tx:
            pages = list(_part(tx, number)) if number >= 0 else []
        return _xml(site, request, parts=0, pages=pages)


def _part(tx: Transaction, number: int) -> Iterator[Mapped]:
    if number == 0:
        yield Mapped({one: addresses.start(one) for one in Language}, {})
        counts = public_lists.counts(tx)
        yield from _lists({one: addresses.articles(one) for one in _ordered(counts)})
        for name, texts in public_lists.categories(tx).items():
            if addresses.can_be_addressed(name):
                yield from _lists({one: addresses.category(one, name) for one in _ordered(texts)})
        yield from _flows(tx)
    first = number * ARTICLES_OF_A_MAP
    for article in public_lists.addressed(tx, first, first + ARTICLES_OF_A_MAP):
        has = {one: addresses.article(one, article.slug) for one in _ordered(article.published)}
        yield Mapped(has, article.published)


def _flows(tx: Transaction) -> Iterator[Mapped]:
    rows = flow_rows.page(tx, "", MOST)
    yield from _lists({one: addresses.flows(one) for one in Language} if rows else {})
    for row in rows:
        has = [one for one in Language if one in row.languages]
        yield Mapped({one: addresses.flow(one, row.name) for one in has}, {})


def _lists(paths: Mapping[Language, str]) -> Iterator[Mapped]:
    if paths:
        yield Mapped(paths, {})


def _ordered(has: Mapping[Language, object]) -> list[Language]:
    return [one for one in Language if one in has]


def _xml(site: Site, request: Request, **shown: object) -> Response:
    base = public_base(request, site.public_url)
    if base is None:
        return answer(request, _CLOSED.encode(), "text/plain", 404)
    if not (shown["pages"] or shown["parts"]):
        return answer(request, b"There is no such part of the map.\n", "text/plain", 404)
    xml = rendered("sitemap.xml", base=base, **shown)
    return answer(request, xml.encode(), "application/xml", cache=PUBLIC)
