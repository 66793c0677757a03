"""Articles over HTTP, on a real PostgreSQL: written, reviewed, published, and refused."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.kb import BODY, Articles, articles_of
from tests.support.races import race
from tests.support.servers import Database
from tests.support.ticket_api import code_of

RACERS = 8


@pytest.fixture
def articles(database: Database) -> Iterator[Articles]:
    with articles_of(database) as api:
        yield api


def test_an_article_is_drafted_reviewed_and_published(articles: Articles) -> None:
    answer = articles.draft(summary="Log in again.", category="vpn", tags=["vpn", "vpn", "home"])
    article = answer.json()
    assert (article["number"], article["slug"]) == ("KB-000001", "the-vpn-does-not-connect")
    assert (article["owner"], article["tags"]) == ("ada", ["vpn", "home"])
    assert answer.headers["location"] == f"/v1/articles/{article['id']}"
    assert answer.headers["etag"] == '"1"'
    assert (article["text"]["state"], article["text"]["body"]) == ("draft", BODY)

    reviewed = articles.act("kb-000001", "review", "bea", language="en", note="Clear.").json()
    assert (reviewed["text"]["state"], reviewed["text"]["reviewer"]) == ("reviewed", "bea")
    published = articles.act(article["id"], "publish", language="en", version=1)
    [standing] = published.json()["languages"]
    assert (standing["language"], standing["state"], standing["public"]) == ("en", "published", 1)

    read = articles.get("the-vpn-does-not-connect", language="en")
    assert (read.json(), read.headers["etag"]) == (published.json(), '"3"')
    told = articles.get("KB-000001/events").json()["items"]
    assert [event["type"].split(".")[2] for event in told] == [
        "article-drafted",
        "article-reviewed",
        "article-published",
    ]
    assert told[2]["data"]["body"] == BODY


@pytest.mark.parametrize("name", ["KB-999999", "nothing", "7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10"])
def test_what_is_no_article_is_not_found(articles: Articles, name: str) -> None:
    assert code_of(articles.get(name, 404)) == "no-such-article"
    assert code_of(articles.act(name, "publish", expect=404, language="en")) == "no-such-article"


def test_a_short_name_belongs_to_one_article(articles: Articles) -> None:
    articles.draft(slug="vpn")
    refused = articles.draft(slug="vpn", expect=409)
    assert (code_of(refused), "edit that one" in refused.json()["detail"]) == ("slug-taken", True)
    assert [articles.draft(title="VPN!").json()["slug"] for _ in range(2)] == [
        "vpn-kb-000003",
        "vpn-kb-000004",
    ]
    greek = articles.draft(language="el", title="Το VPN δεν συνδέεται").json()
    assert greek["slug"] == "vpn-kb-000005"
    assert articles.draft(title="Κωδικός", language="el").json()["slug"] == "kb-000006"


def test_of_those_who_take_one_short_name_at_once_one_gets_it(articles: Articles) -> None:
    def take(number: int) -> int:
        body = {"actor": {"kind": "agent", "id": f"a{number}"}, "language": "en", "slug": "vpn"}
        text = {"title": "VPN", "body": BODY}
        return articles.client.post("/v1/articles", json={**body, **text}).status_code

    assert sorted(race(take, RACERS)) == [201] + [409] * (RACERS - 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "fr"},
        {"title": ""},
        {"title": "two\nlines"},
        {"title": "t" * 201},
        {"summary": "s" * 501},
        {"body": ""},
        {"body": "b" * (64 * 1024 + 1)},
        {"body": "nul \0 inside"},
        {"slug": "Not A Slug"},
        {"slug": "-"},
        {"tags": ["t"] * 21},
        {"tags": [""]},
        {"review_on": "next week"},
        {"titel": "misspelt"},
    ],
    ids=str,
)
def test_what_is_wrong_in_itself_is_refused_by_its_field(
    articles: Articles, wrong: dict[str, Any]
) -> None:
    refused = articles.draft(expect=422, **wrong)
    assert code_of(refused) == "invalid-request"
    assert f"/body/{next(iter(wrong))}" in refused.json()["detail"]


def test_blank_words_are_refused_with_the_field(articles: Articles) -> None:
    assert code_of(articles.draft(title="   ", expect=422)) == "text-blank"
    assert code_of(articles.draft(body=" \n ", expect=422)) == "text-blank"


def test_a_key_drafts_one_article_however_often_it_is_sent(articles: Articles) -> None:
    body = {"actor": {"kind": "agent", "id": "ada"}, "language": "en", "title": "A", "body": "b"}
    answers = [
        articles.client.post("/v1/articles", json=body, headers={"Idempotency-Key": "k"})
        for _ in range(3)
    ]
    assert {answer.json()["number"] for answer in answers} == {"KB-000001"}


def test_the_largest_article_fits_into_an_event(articles: Articles) -> None:
    body = "\u2028" * (64 * 1024 - 1) + "x"
    number = articles.published(title="\N{GRINNING FACE}" * 200, body=body)["number"]
    told = articles.get(f"{number}/events").json()["items"]
    assert told[-1]["data"]["body"] == body
