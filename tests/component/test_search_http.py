"""Searching over HTTP, on a real PostgreSQL: what is published is found, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi.testclient import TestClient
from psycopg_pool import ConnectionPool

from firstline_kb.adapters.kafka.searches import SearchFeed
from tests.support.kb import Articles, articles_of, kb_app, kb_pool
from tests.support.servers import Database
from tests.support.ticket_api import checked, code_of


@pytest.fixture
def articles(database: Database) -> Iterator[Articles]:
    with articles_of(database) as api:
        yield api


def search(articles: Articles, q: str, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = _ask(articles, 200, q=q, **asked).json()
    return found


def _ask(articles: Articles, expect: int, **asked: Any) -> Any:
    return checked(articles.client.get("/v1/search", params=asked), expect)


def _numbers(found: dict[str, Any]) -> list[str]:
    return [item["number"] for item in found["items"]]


def test_a_published_article_is_found_at_once_and_a_draft_never(articles: Articles) -> None:
    number = articles.draft(title="The VPN does not connect").json()["number"]
    assert search(articles, "vpn")["total"] == 0
    articles.release(number)
    found = search(articles, "my VPN connects no more")
    assert (_numbers(found), found["total"], found["next"]) == ([number], 1, None)


def test_a_hit_says_what_a_page_of_hits_needs(articles: Articles) -> None:
    article = articles.published(title="Reset <b>it</b>", category="access", tags=["reset"])
    [item] = search(articles, "resetting")["items"]
    assert item["article_id"] == article["id"]
    assert (item["slug"], item["category"], item["tags"]) == (article["slug"], "access", ["reset"])
    assert item["title_html"] == "<mark>Reset</mark> &lt;b&gt;it&lt;/b&gt;"
    assert "**" not in item["snippet_html"]
    assert "Open Settings, then Network." in item["snippet_html"]


def test_an_answer_in_another_language_says_so(articles: Articles) -> None:
    number = articles.published(title="Password forgotten")["number"]
    found = search(articles, "password", lang="el")
    assert (found["language"], found["answered_in"], found["fell_back"]) == ("el", "en", True)
    assert _numbers(found) == [number]


def test_a_slip_is_told(articles: Articles) -> None:
    articles.published(title="Pick a password")
    assert search(articles, "pasword")["read_as"] == {"pasword": "password"}


def test_filters_and_pages(articles: Articles) -> None:
    for number in range(5):
        articles.published(title=f"Printer {number}", category="printing", tags=["paper"])
    articles.published(title="Printer prices", category="buying")
    first = search(articles, "printer", category="Printing", tag="paper", limit=3)
    second = search(articles, "printer", category="Printing", tag="paper", cursor=first["next"])
    assert (first["total"], len(first["items"]), len(second["items"])) == (5, 3, 2)
    assert second["next"] is None
    assert len({*_numbers(first), *_numbers(second)}) == 5


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "x" * 10_000},
        {"q": "printer", "lang": "fr"},
        {"q": "printer", "limit": "0"},
        {},
    ],
)
def test_what_cant_be_asked_is_refused(articles: Articles, asked: dict[str, str]) -> None:
    _ask(articles, 422, **asked)


@pytest.mark.parametrize("cursor", ["x", "ZnJvbSA", "ZnJvbSAtMQ", "ZnJvbSA5OTk5OQ", "é"])
def test_a_foreign_cursor_is_refused(articles: Articles, cursor: str) -> None:
    assert code_of(_ask(articles, 400, q="printer", cursor=cursor)) == "bad-cursor"


@pytest.mark.parametrize("q", ["a", "*", "AND OR NOT", "the", "\x00", "title:[* TO *]", "打印机"])
def test_any_text_is_answered(articles: Articles, q: str) -> None:
    articles.published()
    assert search(articles, q)["total"] in (0, 1)


def _told(pool: ConnectionPool) -> list[dict[str, Any]]:
    with pool.connection() as connection:
        page = SearchFeed().read(connection, 0, 100)
    return [json.loads(one.value) for one in page.outgoing] if page else []


def test_a_search_is_told_with_what_it_found_and_what_was_opened(database: Database) -> None:
    with kb_pool(database) as pool:
        articles = Articles(TestClient(kb_app(pool)))
        article = articles.published(title="Printer jam")["id"]
        made = search(articles, "printer", lang="it")["search"]
        for _ in range(2):
            _opened(articles, made, article, 204)
        search(articles, "kubernetes")
        told = _told(pool)
    assert [(one["subject"] == made, int(one["sequence"])) for one in told] == [
        (True, 1),
        (True, 2),
        (False, 1),
    ]
    first, second, third = (one["data"] for one in told)
    assert (first["query"], first["language"], first["answered_in"]) == ("printer", "it", "en")
    assert (first["hits"], first["articles"], third["hits"]) == (1, [article], 0)
    assert (first["confident"], third["confident"]) == (True, False)
    assert all(told["words"] for told in (first, third)), "gaps are grouped by them"
    assert second == {"article_id": article, "place": 1}


def test_further_pages_and_blanks_are_no_searches_of_their_own(database: Database) -> None:
    with kb_pool(database) as pool:
        articles = Articles(TestClient(kb_app(pool)))
        for number in range(3):
            articles.published(title=f"Printer {number}")
        page = search(articles, "printer", limit=2)
        assert search(articles, "printer", limit=2, cursor=page["next"])["search"] is None
        assert search(articles, " \x00 ")["search"] is None
        assert len(_told(pool)) == 1


def test_what_was_opened_from_no_search_is_refused(articles: Articles) -> None:
    article = articles.published()["id"]
    made = search(articles, "vpn")["search"]
    assert code_of(_opened(articles, str(uuid4()), article, 404)) == "no-such-search"
    assert code_of(_opened(articles, made, str(uuid4()), 404)) == "no-such-search"
    _opened(articles, made, "printer", 422)


def _opened(articles: Articles, made: str, article: str, expect: int) -> httpx.Response:
    path, body = f"/v1/searches/{made}/opened", {"article_id": article}
    answer = articles.client.post(path, json=body)
    if expect == 204:
        assert answer.status_code == 204, answer.text
        return answer
    return checked(answer, expect)
