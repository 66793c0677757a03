"""The public pages in tests: asked for as a browser does, and read as a strict validator does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import httpx
from fastapi.testclient import TestClient
from psycopg_pool import ConnectionPool

from firstline_kb.adapters.pages.site import Site
from firstline_kb.bootstrap import build_app
from tests.support.kb import Articles, FollowedSearch, kb_pool, kb_store
from tests.support.servers import Database

PUBLIC = "https://help.example.org"
CONTACT = "mailto:support@example.org"


class Page:
    """One answer. Raises html5lib's ParseError for HTML that isn't what it should be."""

    def __init__(self, answer: httpx.Response):
        self.answer, self.status, self.html = answer, answer.status_code, answer.text
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root: Element = parser.parse(answer.text)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with these attributes; `_` in a name is `-`, and nothing at its end."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.root.iter(tag)
            if all(one.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        [found] = self.all(tag, **attributes)
        return found

    @property
    def title(self) -> str:
        return words(self.one("title"))

    @property
    def heading(self) -> str:
        return words(self.one("h1"))

    @property
    def main(self) -> str:
        """What its reader reads."""
        return words(self.one("main"))

    @property
    def notes(self) -> list[str]:
        return [words(one) for one in self.all("p", class_="note")]

    @property
    def description(self) -> str:
        return self.one("meta", name="description").get("content", "")

    @property
    def canonical(self) -> str | None:
        return next((one.get("href") for one in self.all("link", rel="canonical")), None)

    @property
    def alternates(self) -> dict[str, str]:
        """By hreflang."""
        found = self.all("link", rel="alternate")
        return {one.get("hreflang", ""): one.get("href", "") for one in found}

    @property
    def is_indexed(self) -> bool:
        return not self.all("meta", name="robots")

    @property
    def data(self) -> Any:
        """schema.org."""
        return json.loads(words(self.one("script", type="application/ld+json")))

    def link(self, text: str) -> str:
        """Where the one link with this text leads."""
        [found] = {one.get("href", "") for one in self.all("a") if words(one) == text}
        return found

    @property
    def links(self) -> list[str]:
        """Every address of this site that the page leads to or brings along."""
        said = (one.get("href") or one.get("src") for one in self.root.iter())
        here = f"{PUBLIC}{self.answer.url.raw_path.decode()}"
        whole = (urljoin(here, one) for one in said if one)
        ours = (urlsplit(one) for one in whole if one.startswith(f"{PUBLIC}/"))
        return [f"{one.path}?{one.query}" if one.query else one.path for one in ours]


class Reader:
    """Somebody with a browser, who follows no redirect without being asked."""

    def __init__(self, client: TestClient, articles: Articles, pool: ConnectionPool):
        self.client, self.articles, self.pool = client, articles, pool

    def get(self, path: str, expect: int = 200, **headers: str) -> httpx.Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: httpx.Response = self.client.get(path, headers=sent, follow_redirects=False)
        assert answer.status_code == expect, f"{path}: {answer.status_code} {answer.text[:600]}"
        return answer

    def page(self, path: str, expect: int = 200, **headers: str) -> Page:
        answer = self.get(path, expect, **headers)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return Page(answer)

    def goes_to(self, path: str, expect: int, **headers: str) -> str:
        """Where a redirect leads."""
        return self.get(path, expect, **headers).headers["location"]


def words(element: Element) -> str:
    """What it says, in one line."""
    return " ".join("".join(element.itertext()).split())


@contextmanager
def reader_of(
    database: Database, site: Site | None = None, base: str = "http://testserver"
) -> Iterator[Reader]:
    """A reader of the pages over a fresh store."""
    with kb_pool(database) as pool:
        store = kb_store(pool)
        site = site or Site(PUBLIC, CONTACT)
        app = build_app(store, FollowedSearch(store), lambda: {"database": {"ok": True}}, site)
        client = TestClient(app, base, raise_server_exceptions=False)
        yield Reader(client, Articles(client), pool)
