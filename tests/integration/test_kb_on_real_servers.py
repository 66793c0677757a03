"""Kb between a real Kafka and a real PostgreSQL, as a process of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.help_pages import CONTACT, PUBLIC, Page
from tests.support.kb import ARTICLES, BODY, Articles, kb_process
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener

pytestmark = pytest.mark.integration


@pytest.fixture
def bootstrap(database: Database, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(ARTICLES, "kb-search-v1", "kb-suggestion-v1", "intake-ticket-v1")
    return database.servers.kafka_bootstrap


@pytest.fixture
def kb(database: Database, bootstrap: str, tmp_path: Path) -> Iterator[Process]:
    with kb_process(database, tmp_path) as process:
        yield process


@pytest.fixture
def topic(bootstrap: str) -> Iterator[Listener]:
    listener = Listener(bootstrap, ARTICLES)
    yield listener
    listener.close()


def api(process: Process) -> Articles:
    return Articles(httpx.Client(base_url=process.url, timeout=10))


def test_what_is_published_reaches_the_topic_whole(kb: Process, topic: Listener) -> None:
    article = api(kb).published(title="Ο εκτυπωτής", language="el", body=BODY)
    drafted, reviewed, published = topic.count(3)
    assert {event["subject"] for event in (drafted, reviewed, published)} == {article["id"]}
    assert [drafted["actorid"], reviewed["actorid"]] == ["ada", "bea"]
    assert (published["data"]["title"], published["data"]["body"]) == ("Ο εκτυπωτής", BODY)
    read = httpx.get(f"{kb.url}/v1/articles/{article['number']}?language=el-GR").json()
    assert read == article


def test_a_killed_service_goes_on_where_it_stopped(kb: Process, topic: Listener) -> None:
    first = api(kb).published()["id"]
    topic.count(3)
    kb.kill()
    kb.start()
    second = api(kb).published()["id"]
    told = {(event["subject"], int(event["sequence"])) for event in topic.count(6)}
    assert told == {(one, number) for one in (first, second) for number in (1, 2, 3)}


def test_public_pages_know_where_they_are_and_whom_to_ask_from_the_settings(
    database: Database, bootstrap: str, tmp_path: Path
) -> None:
    said = {"public_url": f"{PUBLIC}/", "contact_url": CONTACT}
    with kb_process(database, tmp_path, ["api"], **said) as kb:
        path = f"/help/en/articles/{api(kb).published()['slug']}"
        page = Page(kb.get(path))
        assert (page.canonical, page.link("Contact support")) == (PUBLIC + path, CONTACT)
        assert f"Sitemap: {PUBLIC}/sitemap.xml" in kb.get("/robots.txt").text
        assert kb.get(page.one("link", rel="stylesheet").get("href", "")).status_code == 200


def test_its_roles_may_run_apart(
    database: Database, bootstrap: str, topic: Listener, tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in ("api", "relay")]
    for folder in folders:
        folder.mkdir()
    with (
        kb_process(database, folders[0], ["api"]) as process,
        kb_process(database, folders[1], ["relay"]),
    ):
        api(process).published()
        assert len(topic.count(3)) == 3


def test_a_search_follows_what_is_published_and_reaches_its_topic(
    kb: Process, bootstrap: str
) -> None:
    number = api(kb).published(title="Paper jam")["number"]
    kb.wait_until(lambda: _found(kb, "jammed") == [number], "the index has followed")
    listener = Listener(bootstrap, "kb-search-v1")
    told = listener.until(lambda events: any(event["data"]["hits"] for event in events))
    listener.close()
    assert {event["data"]["query"] for event in told} == {"jammed"}


def _found(process: Process, words: str) -> list[str]:
    answer = httpx.get(f"{process.url}/v1/search", params={"q": words}).json()
    return [item["number"] for item in answer["items"]]
