"""The search index catches up with the store, whatever has happened to either."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from psycopg_pool import ConnectionPool
from structlog.testing import capture_logs

from firstline_kb.adapters.postgres.article_log import StoredArticles
from firstline_kb.adapters.search.engine import ArticleSearch
from firstline_kb.adapters.search.following import IndexFollowing
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.application.following import Position
from tests.support.kb import Articles, kb_app, kb_pool, kb_store
from tests.support.kb_search import a_full_disk, found
from tests.support.servers import Database


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with kb_pool(database) as pool:
        yield pool


@pytest.fixture
def articles(pool: ConnectionPool) -> Articles:
    return Articles(TestClient(kb_app(pool)))


def _following(pool: ConnectionPool, index: ArticleIndex) -> IndexFollowing:
    return IndexFollowing(index, StoredArticles(kb_store(pool)))


def test_a_restarted_index_reads_on_from_its_own_position(
    pool: ConnectionPool, articles: Articles, tmp_path: Path
) -> None:
    articles.published(title="About toner")
    index = ArticleIndex(tmp_path)
    _following(pool, index).catch_up()
    index.close()
    articles.published(title="About cartridges")
    again = ArticleIndex(tmp_path)
    with capture_logs() as logs:
        _following(pool, again).catch_up()
    search = ArticleSearch(again)
    assert (len(found(search, "toner")), len(found(search, "cartridges")), logs) == (1, 1, [])


def test_an_index_that_is_ahead_of_a_restored_store_begins_again(
    pool: ConnectionPool, articles: Articles, tmp_path: Path
) -> None:
    articles.published(title="About toner")
    index = ArticleIndex(tmp_path)
    index.write({"ghost": []}, Position(10_000, "ghost:1"))
    with capture_logs() as logs:
        _following(pool, index).catch_up()
    assert [line["event"] for line in logs] == ["search index is built anew"]
    assert len(found(ArticleSearch(index), "toner")) == 1


def test_an_index_of_another_store_begins_again(
    pool: ConnectionPool, articles: Articles, tmp_path: Path
) -> None:
    articles.published(title="About toner")
    index = ArticleIndex(tmp_path)
    index.write({}, Position(1, "another:1"))
    _following(pool, index).catch_up()
    assert len(found(ArticleSearch(index), "toner")) == 1


def test_two_replicas_have_an_index_each(
    pool: ConnectionPool, articles: Articles, tmp_path: Path
) -> None:
    articles.published(title="About toner")
    for folder in (tmp_path / "one", tmp_path / "two"):
        index = ArticleIndex(folder)
        _following(pool, index).catch_up()
        assert len(found(ArticleSearch(index), "toner")) == 1


def test_articles_are_written_while_the_disk_of_the_index_is_full(
    pool: ConnectionPool, articles: Articles, tmp_path: Path
) -> None:
    index = ArticleIndex(tmp_path)
    following = _following(pool, index)
    titles = [f"Printer number{number}" for number in range(40)]
    with a_full_disk():
        for title in titles:
            articles.published(title=title, body=f"{title} " * 60)
        following.try_to_catch_up()
        assert not following.check()["ok"]
    following.try_to_catch_up()
    assert following.check()["ok"]
    assert len(found(ArticleSearch(index), "number39")) == 1
