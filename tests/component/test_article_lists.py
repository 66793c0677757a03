"""Lists of articles over HTTP: every filter, stable pages, and an index for each question."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from psycopg_pool import ConnectionPool

from firstline_events.vocabulary import Language
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import State
from firstline_kb.read_models import text_pages
from firstline_kb.read_models.directory import find
from firstline_kb.read_models.text_pages import Place, Wanted
from firstline_kb.read_models.text_rows import rows_of
from tests.support.kb import Articles, kb_api, kb_pool, kb_store
from tests.support.servers import Database
from tests.support.ticket_api import code_of

TICKET = UUID("7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10")
TODAY = date(2026, 9, 1)
_FILL = """INSERT INTO texts_v1
    SELECT gen_random_uuid(), l, n, 'a-' || n || l, 'o' || n % 40, 'c' || n % 40,
           ARRAY['t' || n % 40],
           date '2026-01-01' + (n % 700)::integer, 1,
           (ARRAY['draft', 'reviewed', 'published', 'retired'])[1 + n % 4], 'A', 'ada', now(),
           CASE WHEN n % 4 = 2 THEN 1 END, NULL, NULL, NULL, NULL
      FROM generate_series(1, 3000) AS n, unnest(ARRAY['en', 'it', 'es', 'el']) AS l"""
_LINK = """INSERT INTO article_tickets_v1
    SELECT gen_random_uuid(), article_id FROM texts_v1 WHERE language = 'en'"""
QUESTIONS = {
    "all": Wanted(),
    "a language": Wanted(language=Language.IT),
    "a state": Wanted(state=State.DRAFT),
    "a category": Wanted(category="c7"),
    "an owner": Wanted(owner="o7"),
    "a tag": Wanted(tag="t7"),
    "public": Wanted(public=True),
    "not public": Wanted(public=False),
    "a ticket": Wanted(ticket=TICKET),
    "due": Wanted(due=TODAY),
    "all at once": Wanted(Language.IT, State.DRAFT, False, "c7", "o7", "t7", TICKET, TODAY),
}


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with kb_pool(database) as found:
        yield found


@pytest.fixture
def articles(pool: ConnectionPool) -> Articles:
    return kb_api(pool)


def listed(articles: Articles, **asked: Any) -> list[tuple[str, str]]:
    page = articles.list(**asked).json()
    return [(one["slug"], one["language"]) for one in page["items"]]


def edit(articles: Articles, number: str, language: str, **more: Any) -> None:
    said = {"language": language, "title": "T", "summary": "", "body": "b", **more}
    articles.act(number, "edit", **said)


def test_each_filter_finds_what_it_says(articles: Articles) -> None:
    articles.draft(slug="draft", category="mail", tags=["a", "b"], review_on="2026-08-01")
    articles.published(slug="public", owner="bea", category="vpn", review_on="2027-01-01")
    edit(articles, "public", "it")
    articles.act("public", "link", ticket=str(TICKET))
    articles.published(slug="gone", review_on="2026-01-01")
    articles.act("gone", "retire", reason="Wrong.")

    en, it = ("public", "en"), ("public", "it")
    draft, gone = ("draft", "en"), ("gone", "en")
    assert listed(articles) == [draft, en, it, gone]
    assert listed(articles, language="it") == [it]
    assert listed(articles, state="draft") == [draft, it]
    assert listed(articles, state="published") == [en]
    assert listed(articles, state="retired") == [gone]
    assert listed(articles, public=True) == [en]
    assert listed(articles, public=False, language="en") == [draft, gone]
    assert listed(articles, category="vpn") == [en, it]
    assert listed(articles, owner="bea", state="draft") == [it]
    assert listed(articles, tag="b") == [draft]
    assert listed(articles, ticket=str(TICKET)) == [en, it]
    assert listed(articles, due="2026-08-01") == [draft]
    assert listed(articles, due="2027-12-31") == [draft, en, it]
    assert listed(articles, owner="nobody") == []


def test_a_list_changes_with_the_event_that_changes_it(articles: Articles) -> None:
    number = articles.draft(tags=["a"]).json()["number"]
    articles.act(number, "classify", category="vpn", tags=[])
    articles.act(number, "assign", owner="bea")
    articles.act(number, "schedule-review", review_on="2026-08-01")
    articles.act(number, "review", "bea", language="en")
    [row] = articles.list().json()["items"]
    assert (row["category"], row["tags"], row["owner"]) == ("vpn", [], "bea")
    assert (row["state"], row["public"], row["review_on"]) == ("reviewed", None, "2026-08-01")

    articles.act(number, "publish", language="en")
    edit(articles, number, "en", title="Better")
    [row] = articles.list().json()["items"]
    assert (row["title"], row["state"], row["latest"], row["public"]) == ("Better", "draft", 2, 1)

    articles.act(number, "link", ticket=str(TICKET))
    articles.act(number, "unlink", ticket=str(TICKET))
    assert listed(articles, ticket=str(TICKET)) == []


def test_the_rows_are_those_that_a_rebuild_would_write(
    articles: Articles, pool: ConnectionPool
) -> None:
    number = articles.published()["number"]
    edit(articles, number, "el")
    articles.act(number, "schedule-review", review_on="2026-08-01")
    with kb_store(pool).reading() as tx:
        found = find(tx, number)
        assert found is not None
        wanted = rows_of(tx.aggregates(Article, [found])[found])
        rows = tx.fetch("SELECT * FROM texts_v1 ORDER BY language DESC")
    assert [list(row) for row in rows] == [list(row) for row in wanted]


def walked(articles: Articles, limit: int, **asked: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    cursor: str | None = None
    while True:
        more = {**asked, "cursor": cursor} if cursor else asked
        page = articles.list(limit=limit, **more).json()
        found += [(one["slug"], one["language"]) for one in page["items"]]
        assert len(page["items"]) <= limit
        cursor = page["next"]
        if cursor is None:
            return found


@pytest.mark.parametrize("asked", [{}, {"due": "2027-12-31"}], ids=["by number", "by date"])
def test_pages_follow_one_another_whole_and_once(articles: Articles, asked: dict[str, str]) -> None:
    for number in range(4):
        articles.draft(slug=f"a{number}", review_on=f"2026-0{9 - number}-01")
        edit(articles, f"a{number}", "it")
    whole = listed(articles, **asked)
    assert len(set(whole)) == 8
    assert whole == sorted(whole, reverse=False, key=lambda one: (_order(one[0], asked), one[1]))
    for limit in (1, 3, 8):
        assert walked(articles, limit, **asked) == whole


def _order(slug: str, asked: dict[str, str]) -> int:
    return -int(slug[1:]) if asked else int(slug[1:])


def test_a_page_is_stable_while_articles_come_and_change(articles: Articles) -> None:
    for number in range(3):
        articles.draft(slug=f"a{number}")
    first = articles.list(limit=2).json()
    articles.draft(slug="new")
    edit(articles, "a0", "it")
    rest = articles.list(limit=9, cursor=first["next"]).json()
    assert [one["slug"] for one in rest["items"]] == ["a2", "new"]


@pytest.mark.parametrize("cursor", ["x", "e30", "W10", "WzEsMSwiZW4iXQ", "bnVsbA", "é"])
def test_a_cursor_of_somebody_else_is_refused(articles: Articles, cursor: str) -> None:
    assert code_of(articles.list(400, cursor=cursor)) == "bad-cursor"


def test_a_cursor_of_another_order_is_refused(articles: Articles) -> None:
    for number in range(2):
        articles.draft(slug=f"a{number}", review_on="2026-08-01")
    by_number = articles.list(limit=1).json()["next"]
    by_date = articles.list(limit=1, due="2026-09-01").json()["next"]
    assert code_of(articles.list(400, cursor=by_number, due="2026-09-01")) == "bad-cursor"
    assert code_of(articles.list(400, cursor=by_date)) == "bad-cursor"


@pytest.mark.parametrize(
    "wrong", [{"state": "superseded"}, {"language": "fr"}, {"due": "soon"}, {"limit": 201}]
)
def test_a_filter_that_finds_nothing_ever_is_refused(
    articles: Articles, wrong: dict[str, Any]
) -> None:
    assert code_of(articles.list(422, **wrong)) == "invalid-request"


def test_the_tickets_of_an_article_come_in_pages(articles: Articles) -> None:
    number = articles.draft().json()["number"]
    tickets = [str(UUID(int=n)) for n in range(1, 4)]
    for ticket in reversed(tickets):
        articles.act(number, "link", ticket=ticket)
    first = articles.get(f"{number}/tickets", limit=2).json()
    rest = articles.get(f"{number}/tickets", after=first["next"]).json()
    assert [*first["items"], *rest["items"]] == tickets
    assert rest["next"] is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_by_an_index(pool: ConnectionPool, question: str) -> None:
    wanted = QUESTIONS[question]
    after = Place(date(2026, 3, 1) if wanted.due else None, 1_500, "it")
    with pool.connection() as connection:
        connection.execute(_FILL.encode())
        connection.execute(_LINK.encode())
        connection.commit()
        connection.execute("ANALYZE texts_v1, article_tickets_v1")
    with kb_store(pool).reading() as tx:
        plans = [_plan(tx, wanted, None), _plan(tx, wanted, after)]
    for plan in plans:
        assert "Seq Scan" not in plan, plan


def _plan(tx: Any, wanted: Wanted, after: Place | None) -> str:
    asked: list[tuple[str, Any]] = []

    class Explained:
        def fetch(self, statement: str, parameters: Any) -> list[tuple[Any, ...]]:
            asked.append((statement, parameters))
            return []

    text_pages.page(Explained(), wanted, after, 51)  # type: ignore[arg-type]
    [(statement, parameters)] = asked
    return "\n".join(row[0] for row in tx.fetch(f"EXPLAIN {statement}", parameters))
