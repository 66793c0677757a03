"""The search page on a real PostgreSQL: it needs no script, and tells what was asked and opened."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from firstline_kb.adapters.kafka.searches import SearchFeed
from tests.support.help_pages import Page, Reader, reader_of, words
from tests.support.servers import Database


@pytest.fixture
def reader(database: Database) -> Iterator[Reader]:
    with reader_of(database) as found:
        yield found


def told(reader: Reader) -> list[dict[str, Any]]:
    with reader.pool.connection() as connection:
        page = SearchFeed().read(connection, 0, 100)
    return [json.loads(one.value)["data"] for one in page.outgoing] if page else []


def hits(page: Page) -> list[str]:
    return [words(one) for one in page.one("ol", class_="articles hits").iter("h2")]


def test_hits_are_shown_with_marks(reader: Reader) -> None:
    reader.articles.published(title="Reset <b>it</b>", body="Nothing to **lose** when resetting.")
    page = reader.page("/help/en/search?q=reset")
    assert page.heading == "One article for “reset”"
    assert hits(page) == ["Reset <b>it</b>"]
    assert [words(one) for one in page.all("mark")] == ["Reset", "resetting"]
    assert not page.is_indexed


def test_the_page_before_any_question_is_one_to_find(reader: Reader) -> None:
    reader.articles.published(category="network")
    page = reader.page("/help/en/search")
    assert page.is_indexed
    assert page.link("Network") == "/help/en/categories/network"
    assert told(reader) == []


def test_a_search_is_told_with_the_language_of_its_page(reader: Reader) -> None:
    article = reader.articles.published()
    reader.page("/help/it/search?q=vpn")
    [made] = told(reader)
    assert (made["query"], made["language"], made["answered_in"]) == ("vpn", "it", "en")
    assert made["articles"] == [article["id"]]


def test_an_opened_hit_is_told_and_its_reader_ends_at_the_articles_own_address(
    reader: Reader,
) -> None:
    article = reader.articles.published()
    page = reader.page("/help/en/search?q=vpn")
    going = reader.get(page.link("The VPN does not connect"), 303)
    assert going.headers["location"] == "/help/en/articles/the-vpn-does-not-connect"
    assert going.headers["cache-control"] == "no-store"
    assert told(reader)[1] == {"article_id": article["id"], "place": 1}


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose"])
def test_what_a_browser_fetches_in_advance_was_not_opened(reader: Reader, header: str) -> None:
    reader.articles.published()
    hit = reader.page("/help/en/search?q=vpn").link("The VPN does not connect")
    assert reader.client.head(hit).status_code == 200
    reader.client.headers[header] = "prefetch;prerender"
    reader.get(hit, 303)
    page = reader.page("/help/en/search?q=vpn")
    assert page.answer.headers["cache-control"] == "no-store"
    assert page.link("The VPN does not connect") == "/help/en/articles/the-vpn-does-not-connect"
    assert len(told(reader)) == 1


def test_a_link_from_a_search_that_is_forgotten_still_leads_to_its_article(reader: Reader) -> None:
    article = reader.articles.published()["id"]
    reader.goes_to(f"/help/en/found/{uuid4()}/{article}", 303)
    reader.page(f"/help/en/found/{uuid4()}/{uuid4()}", 404)
    reader.page(f"/help/en/found/x/{article}", 404)
    assert told(reader) == []


def test_nobody_is_led_to_a_draft(reader: Reader) -> None:
    article = reader.articles.draft(title="Secret plans").json()["id"]
    page = reader.page(f"/help/en/found/{uuid4()}/{article}", 404)
    assert "ecret" not in page.html


def test_another_language_that_answers_is_named(reader: Reader) -> None:
    reader.articles.published(title="Password forgotten")
    page = reader.page("/help/el/search?q=password")
    assert page.notes == [
        "Τίποτα στα ελληνικά δεν απαντά σε αυτό. Αυτά τα άρθρα είναι στα αγγλικά."
    ]
    assert page.one("ol", class_="articles hits").get("lang") == "en"


def test_a_word_that_was_read_as_another_is_named(reader: Reader) -> None:
    reader.articles.published(title="Pick a password")
    page = reader.page("/help/en/search?q=pasword")
    assert page.notes == ["No article has the word “pasword”: we looked for “password”."]


def test_who_finds_nothing_is_told_what_to_do_next(reader: Reader) -> None:
    reader.articles.published(category="network")
    page = reader.page("/help/en/search?q=kubernetes")
    assert page.heading == "Nothing found for “kubernetes”"
    assert "Use other words for the same thing" in page.main
    assert page.link("Network") == "/help/en/categories/network"
    assert page.link("Ask us.") == "mailto:support@example.org"
    assert told(reader)[0]["hits"] == 0


def test_many_hits_come_in_pages_of_one_search(reader: Reader) -> None:
    for number in range(12):
        reader.articles.published(title=f"Printer {number}", category="printing")
    first = reader.page("/help/en/search?q=printer&category=printing")
    second = reader.page(first.link("Next page"))
    assert first.heading == second.heading == "12 articles for “printer”"
    assert (len(hits(first)), len(hits(second))) == (10, 2)
    assert second.one("ol", class_="articles hits").get("start") == "11"
    assert len(told(reader)) == 1
    reader.get(second.link(hits(second)[0]), 303)
    assert len(told(reader)) == 2
    assert first.link("Search in all categories") == "/help/en/search?q=printer"


def test_a_long_text_is_searched_by_its_beginning(reader: Reader) -> None:
    reader.articles.published()
    page = reader.page(f"/help/en/search?q={'vpn+' * 2_500}")
    assert page.notes[0] == "Your text is long: we read its first 1000 characters."
    assert hits(page) == ["The VPN does not connect"]
    assert len(told(reader)[0]["query"]) <= 1_000


@pytest.mark.parametrize(
    "query",
    ["a", "*", "%2A%3F", "AND+OR+NOT", "title:[*+TO+*]", "%22", "%00vpn", "%ED%A0%80", "%ff%fe",
     "打印机", "%F0%9F%98%80", "'; DROP TABLE texts_v1 --", "{{7*7}}", "<script>alert(1)</script>"],
)  # fmt: skip
def test_any_query_has_a_page(reader: Reader, query: str) -> None:
    reader.articles.published()
    page = reader.page(f"/help/en/search?q={query}")
    assert "49" not in page.heading
    assert page.all("script") == []


@pytest.mark.parametrize("query", ["", "+", "%00", "%00+%09%0A"])
def test_a_blank_query_is_no_search(reader: Reader, query: str) -> None:
    assert reader.page(f"/help/en/search?q={query}").heading == "Search"
    assert told(reader) == []


def test_a_page_past_the_last_leads_to_the_first(reader: Reader) -> None:
    reader.articles.published()
    assert reader.goes_to("/help/en/search?q=vpn&page=3", 302) == "/help/en/search?q=vpn"
    assert told(reader) == []


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "²", "", "1e3"])
def test_an_odd_number_of_a_page_is_some_page(reader: Reader, page: str) -> None:
    reader.articles.published()
    reader.page(f"/help/en/search?q=vpn&page={page}&search=x&category=%00")
