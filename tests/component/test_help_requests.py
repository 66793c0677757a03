"""Whatever is asked of the public pages is answered by a page: caches, odd addresses, outages."""

from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest
from fastapi.testclient import TestClient

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import crawlers
from firstline_kb.adapters.pages.assets import ASSETS
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.templates_of_pages import label
from firstline_kb.bootstrap import build_app
from tests.support.help_pages import PUBLIC, Page, Reader, reader_of
from tests.support.kb import kb_store
from tests.support.servers import Database
from tests.support.serving import serving

VPN = "/help/en/articles/the-vpn-does-not-connect"
STYLESHEET = ASSETS["help.css"].path


@pytest.fixture
def reader(database: Database) -> Iterator[Reader]:
    with reader_of(database) as found:
        found.articles.published(category="network")
        yield found


def test_a_page_may_load_its_own_style_and_pictures_and_run_nothing(reader: Reader) -> None:
    for path, status in ((VPN, 200), ("/help/en/nothing", 404), ("/sitemap.xml", 200)):
        headers = reader.get(path, status).headers
        assert headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; img-src 'self' https:; form-action 'self';"
            " base-uri 'none'; frame-ancestors 'none'"
        )
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "set-cookie" not in headers


def test_who_has_a_page_already_is_not_sent_it_again(reader: Reader) -> None:
    first = reader.get(VPN)
    assert first.headers["cache-control"] == "public, max-age=60"
    for tag in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = reader.get(VPN, 304, if_none_match=tag)
        assert (again.content, again.headers["etag"]) == (b"", first.headers["etag"])
    reader.get(VPN, if_none_match='"other"')


def test_a_page_that_changed_is_sent_again(reader: Reader) -> None:
    tag = reader.get(VPN).headers["etag"]
    said: dict[str, Any] = {"title": "The VPN is slow", "summary": "", "body": "Wait."}
    reader.articles.act("the-vpn-does-not-connect", "edit", language="en", **said)
    reader.get(VPN, 304, if_none_match=tag)
    reader.articles.release("the-vpn-does-not-connect")
    reader.get(VPN, 200, if_none_match=tag)


def test_the_style_is_kept_for_ever_under_its_own_digest_alone(reader: Reader) -> None:
    exact = reader.get(STYLESHEET)
    assert exact.headers["content-type"] == "text/css; charset=utf-8"
    assert exact.headers["cache-control"] == "public, max-age=31536000, immutable"
    of_another_release = reader.get("/help/static/help.0123456789abcdef.css")
    assert of_another_release.headers["cache-control"] == "public, max-age=60"
    reader.page("/help/static/no-such.0123456789abcdef.css", 404)
    assert reader.page(VPN).one("link", rel="stylesheet").get("href") == STYLESHEET


def test_a_category_of_any_signs_is_found_at_its_address(reader: Reader) -> None:
    category = "a/b c?d#e%20%2F\n+é"
    reader.articles.published(title="Odd", category=category)
    path = reader.page("/help/en/").link(label(category, Language.EN))
    with serving(build_app(kb_store(reader.pool), _NoSearch(), dict, Site(PUBLIC))) as address:
        assert Page(httpx.get(f"{address}{path}")).heading == label(category, Language.EN)
        assert Page(httpx.get(f"{address}/help/en/categories/..%2F..%2F")).status == 404


def test_head_is_answered_as_get(reader: Reader) -> None:
    for path in (VPN, "/help/en/", "/help/en/search?q=vpn", "/sitemap.xml", "/robots.txt"):
        assert reader.client.head(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [VPN, "/help/en/", "/help/en/search", "/help/en/articles", "/help/en/categories/network",
     "/help/it/articles/the-vpn-does-not-connect", "/robots.txt", "/sitemap.xml"],
)  # fmt: skip
def test_what_others_add_to_a_link_is_tolerated(reader: Reader, path: str) -> None:
    reader.get(f"{path}?utm_source=news&fbclid=x&a[]=1&%00=%ff")


@pytest.mark.parametrize(
    "path",
    ["/help/fr/", "/help/fr", "/help/en/no-such", "/help/en/articles/no-such", "/help/EN/",
     "/help/en/articles/a/b", "/help/en/articles/%00", "/help/en/categories/%00", "/help/%00/",
     "/help/en/articles/%ff", "/help/en/articles/KB-99999999999999999999", "/help/en/x..",
     "/help/en/%0A/x",
     "/help/en/articles/" + "x" * 10_000, "/help/articles/no/such", "/help//", "/help/en//",
     "/help/en/articles/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/help/en/categories/"],
)  # fmt: skip
def test_an_address_that_is_none_has_a_page_that_leads_on(reader: Reader, path: str) -> None:
    page = reader.page(path, 404)
    assert not page.is_indexed
    assert {"/help/en/", "/help/it/", "/help/es/", "/help/el/"} <= set(page.links)
    assert "alert(1)" not in page.html


def test_a_language_that_we_lack_is_told_with_those_that_we_have(reader: Reader) -> None:
    page = reader.page("/help/fr/articles/x", 404, accept_language="es")
    assert page.heading == "Esta página no existe"
    assert "Estos son los idiomas del centro de ayuda: English Italiano Español" in page.main


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_page_is_only_read(reader: Reader, method: str) -> None:
    for path in (VPN, "/help/", "/help/en/", "/help/no/such"):
        answer = reader.client.request(method, path)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
        assert Page(answer).heading in ("This page can only be read",)


def test_the_api_says_no_as_before(reader: Reader) -> None:
    answer = reader.get("/v1/search?q=vpn&utm_source=x", 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert reader.get("/nothing", 404).headers["content-type"] == "application/problem+json"
    assert not any("help" in path for path in reader.get("/openapi.json").json()["paths"])


def test_a_store_that_is_away_is_told_by_a_page(reader: Reader) -> None:
    store = kb_store(reader.pool)
    store.reading = _away  # type: ignore[method-assign]
    page = Page(_asked(store, "/help/el/"))
    assert (page.status, page.answer.headers["retry-after"]) == (503, "5")
    assert page.heading == "Το κέντρο βοήθειας δεν είναι διαθέσιμο αυτή τη στιγμή"


def test_a_fault_of_ours_is_told_by_a_page(reader: Reader) -> None:
    store = kb_store(reader.pool)
    store.reading = _broken  # type: ignore[method-assign]
    page = Page(_asked(store, "/help/it/articles/x"))
    assert (page.status, page.heading) == (500, "Qualcosa è andato storto da parte nostra")
    assert "secret" not in page.html


def _away() -> Any:
    raise psycopg.OperationalError("the database is away")


def _broken() -> Any:
    raise RuntimeError("a secret")


class _NoSearch:
    def search(self, question: object) -> Any:
        raise AssertionError(question)

    def suggest(self, text: str, *_: object) -> Any:
        raise AssertionError(text)


def _asked(store: Any, path: str) -> Any:
    app = build_app(store, _NoSearch(), dict, Site(PUBLIC))
    return TestClient(app, raise_server_exceptions=False).get(path)


# where the public finds the pages


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        'localhost"><script>',
        "",
        "127.0.0.1:80:80",
        "[::1].evil",
    ],
)
def test_no_host_that_a_request_claims_gets_into_a_page(database: Database, host: str) -> None:
    with reader_of(database, Site()) as reader:
        reader.articles.published()
        page = reader.page(VPN, host=host)
        assert (page.canonical, page.alternates, page.is_indexed) == (None, {}, False)
        assert not host or host not in page.html
        assert reader.get("/robots.txt", host=host).text.endswith("User-agent: *\nDisallow: /\n")
        assert "FIRSTLINE_KB_PUBLIC_URL" in reader.get("/sitemap.xml", 404, host=host).text


@pytest.mark.parametrize("host", ["localhost:8004", "127.0.0.1:8004", "[::1]:8004", "localhost"])
def test_without_a_public_address_this_machine_stands_in_for_it(
    database: Database, host: str
) -> None:
    with reader_of(database, Site()) as reader:
        reader.articles.published()
        page = reader.page(VPN, host=host)
        assert page.canonical == f"http://{host}{VPN}"
        assert f"<loc>http://{host}{VPN}</loc>" in reader.get("/sitemap.xml", host=host).text


def test_what_has_no_public_address_is_not_indexed_behind_a_proxy_of_this_machine(
    database: Database,
) -> None:
    with reader_of(database, Site()) as reader:
        reader.articles.published()
        assert not reader.page(VPN, host="127.0.0.1:8004").is_indexed
        assert reader.get("/robots.txt", host="127.0.0.1:8004").text.endswith("Disallow: /\n")


def test_the_public_address_counts_whatever_a_request_claims(reader: Reader) -> None:
    for host in ("localhost", "evil.example"):
        assert reader.page(VPN, host=host, x_forwarded_host=host).canonical == PUBLIC + VPN
        assert "evil" not in reader.get("/sitemap.xml", host=host).text


def test_without_a_contact_nothing_is_offered(database: Database) -> None:
    with reader_of(database, Site(PUBLIC)) as reader:
        reader.articles.published()
        for path in (VPN, "/help/en/search?q=zzz"):
            assert "Still need help?" not in reader.page(path).main
            assert "Ask us." not in reader.page(path).main


def test_robots_may_read_what_is_for_them(reader: Reader) -> None:
    lines = reader.get("/robots.txt").text.splitlines()
    assert lines[-1] == f"Sitemap: {PUBLIC}/sitemap.xml"
    assert {"Allow: /help/", "Disallow: /help/*/found/", "Disallow: /"} <= set(lines)


def test_a_map_that_is_too_long_comes_in_parts(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawlers, "ARTICLES_OF_A_MAP", 2)
    for number in range(4):
        reader.articles.published(title=f"Printer {number}")
    index = reader.get("/sitemap.xml").text
    assert [f"{PUBLIC}/sitemap-{n}.xml" in index for n in (1, 2, 3, 4)] == [True, True, True, False]
    parts = [reader.get(f"/sitemap-{n}.xml").text for n in (1, 2, 3)]
    assert [part.count("/articles/printer-") > 0 for part in parts] == [True, True, True]
    assert sum(part.count(f"<loc>{PUBLIC}/help/en/articles/") for part in parts) == 5
    for part in ("4", "0", "x", "-1", "99999999"):
        reader.get(f"/sitemap-{part}.xml", 404)
