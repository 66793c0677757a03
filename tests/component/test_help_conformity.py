"""Every public page is what a page should be, whatever is in its articles: links are followed."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import fromstring

import pytest

from firstline_events.vocabulary import Language
from tests.support.attacks import ATTACKS
from tests.support.harmless import harm_of
from tests.support.help_pages import PUBLIC, Page, Reader, reader_of
from tests.support.servers import Database

ODD = '"><script>alert(1)</script><img src=x onerror=alert(1)>&</title></script><!--\u2028'
SLUG = "the-vpn-does-not-connect"
IN_DATA = ("title", "summary", "body")
_LANGUAGES = [one.value for one in Language]


@pytest.fixture
def reader(database: Database) -> Iterator[Reader]:
    with reader_of(database) as found:
        yield found


def fill(reader: Reader) -> None:
    """Articles of every kind: in all languages, in one, without a category, retired, replaced."""
    articles = reader.articles
    articles.published(category="network", summary="In short.", tags=["vpn", "home"])
    for language in ("it", "es", "el"):
        said: dict[str, Any] = {
            "language": language,
            "title": "VPN",
            "summary": "",
            "body": "# A\n\n| a |\n| - |\n",
        }
        articles.act(SLUG, "edit", **said)
        articles.release(SLUG, language)
    articles.published(language="el", title="Ο εκτυπωτής", category="a/b c?d#e")
    articles.published(title="No category", body=f"[to it](/help/en/articles/{SLUG})")
    for number in range(35):
        articles.published(title=f"Printer {number}", category="printing")
    articles.act("printer-1", "retire", reason="Old.")
    articles.act("printer-2", "retire", replaced_by="printer-3")


def check(page: Page) -> None:
    """What holds for every page."""
    assert page.one("html").get("lang") in _LANGUAGES
    assert page.heading
    assert page.title.endswith(("Help centre", "Centro assistenza", "Centro de ayuda", "βοήθειας"))
    assert page.description
    assert len(page.all("main")) == 1
    assert [one.get("type") for one in page.all("script")] in ([], ["application/ld+json"])
    assert page.all("style") == []
    assert [name for one in page.root.iter() for name in one.attrib if _is_inline(name)] == []
    ids = [one.get("id") for one in page.root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    named = [one.get("aria-labelledby") for one in page.root.iter() if one.get("aria-labelledby")]
    assert set(named) | {one.get("for") for one in page.all("label")} <= set(ids)
    assert page.canonical is None or page.canonical.startswith(f"{PUBLIC}/help/")
    _check_headings(page)


def _is_inline(name: str) -> bool:
    return name == "style" or name.startswith("on")


def _check_headings(page: Page) -> None:
    levels = [int(one.tag[1]) for one in page.one("main").iter() if one.tag in _HEADINGS]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


_HEADINGS = {f"h{level}" for level in range(1, 7)}


def crawl(reader: Reader) -> dict[str, Page]:
    """Every page that a reader can get to from the start; each link must lead to one."""
    todo, seen, pages = ["/help/"], {"/help/"}, dict[str, Page]()
    while todo:
        path = todo.pop()
        answer = reader.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            pages[path] = Page(answer)
            new = [one for one in pages[path].links if one not in seen]
            seen.update(new)
            todo.extend(dict.fromkeys(new))
    return pages


def test_every_page_that_links_lead_to_is_what_a_page_should_be(reader: Reader) -> None:
    fill(reader)
    pages = crawl(reader)
    assert len(pages) > 150
    for path in (f"/help/{one}/articles/{SLUG}" for one in _LANGUAGES):
        assert path in pages
    for page in pages.values():
        check(page)


def test_the_languages_of_a_page_name_one_another(reader: Reader) -> None:
    fill(reader)
    pages = crawl(reader)
    by_address = {one.canonical: one for one in pages.values() if one.is_indexed}
    told = [(page.canonical, there) for page in pages.values() for there in _others(page)]
    assert len(told) > 50
    for here, there in told:
        assert here in _others(by_address[there]), f"{there} doesn't name {here}"


def _others(page: Page) -> list[str]:
    return [path for code, path in page.alternates.items() if code != "x-default"]


def test_the_map_has_every_page_to_be_indexed_and_no_other(reader: Reader) -> None:
    fill(reader)
    mapped = _mapped(reader)
    pages = [page for page in crawl(reader).values() if page.is_indexed and page.alternates]
    found = {page.canonical for page in pages if "?" not in (page.canonical or "")}
    assert set(mapped) == {one for one in found if one and not one.endswith("/search")}
    for address, alternates in mapped.items():
        path = urlsplit(address).path
        assert alternates == reader.page(path).alternates


def _mapped(reader: Reader, path: str = "/sitemap.xml") -> dict[str, dict[str, str]]:
    root = fromstring(reader.get(path).content)  # noqa: S314 (it is ours)
    return {
        url.findtext("{*}loc", ""): {
            one.get("hreflang", ""): one.get("href", "") for one in url.iterfind("{*}link")
        }
        for url in root.iterfind("{*}url")
    }


@pytest.mark.parametrize("field", ["title", "summary", "body", "category", "tags"])
def test_markup_anywhere_in_an_article_stays_text(reader: Reader, field: str) -> None:
    odd = ODD.replace("\u2028", " ") if field == "title" else ODD
    said: dict[str, Any] = {
        "title": "A title",
        "body": "A body.",
        field: [odd[:64]] if field == "tags" else odd,
    }
    slug = reader.articles.published(**said)["slug"]
    of_category = f"/help/en/categories/{quote(ODD, safe='')}" if field == "category" else ""
    page = reader.page(f"/help/en/articles/{slug}")
    for path in ("/help/en/", f"/help/it/articles/{slug}", "/help/en/articles", of_category):
        check(reader.page(path or "/help/el/"))
    check(page)
    check(reader.page("/help/en/search?q=title+body+alert"))
    assert "<script>alert(1)</script>" in page.main or field == "tags"
    assert ("<script>alert(1)</script>" in json.dumps(page.data)) is (field in IN_DATA)
    fromstring(reader.get("/sitemap.xml").content)  # noqa: S314 (it is ours)


def test_no_known_attack_gets_anything_into_a_page_or_its_data(reader: Reader) -> None:
    body = "\n\n".join(ATTACKS)
    slug = reader.articles.published(title="Attacks", body=body)["slug"]
    page = reader.page(f"/help/en/articles/{slug}")
    check(page)
    shown = page.html.partition('<div class="text">')[2].partition("</article>")[0]
    frame = 'class="wide" role="region" tabindex="0" aria-label="Table"'
    assert harm_of(shown.replace(f"<div {frame}>", "").replace("</div>", "")) == []
    script = page.html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set("<>&") & set(script)
