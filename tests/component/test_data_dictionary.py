"""docs/analytics.md says what the schema is, and its sample queries run."""

from collections.abc import Iterator

import psycopg
import pytest

from firstline_local.provision import provision, role_url
from firstline_local.servers import Servers
from firstline_reporting.dictionary import document, read
from tests.support.answer_history import answer_history
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import records, told
from tests.support.live_history import live_history, live_records
from tests.support.pages import ROOT, blocks
from tests.support.reporting_store import reporting_store
from tests.support.servers import Database

pytestmark = pytest.mark.integration
PAGE = ROOT / "docs" / "analytics.md"
SAMPLES = [
    block.text
    for block in blocks(PAGE)
    if block.tag == "sql" and not block.text.startswith("select queue")
]


@pytest.fixture(scope="module")
def analyst(servers: Servers) -> Iterator[psycopg.Connection]:
    """A desk with some tickets, as an analyst sees it."""
    database = Database("data_dictionary", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    password = servers.passwords["firstline_analyst"]
    url = role_url(servers.postgres_admin_url, "firstline_analyst", password, database.name)
    with reporting_store(database.url("reporting")) as store:
        store.feed(records(told(by_time(incident_rows(300)))))
        desk = live_history(60)
        live = live_records([*desk, *answer_history(desk, 60)], 1)
        store.feed([one._replace(partition=9) for one in live])
        with psycopg.connect(url, autocommit=True) as connection:
            yield connection


def test_the_page_is_the_one_that_the_schema_makes(analyst: psycopg.Connection) -> None:
    again = "python -m firstline_reporting.dictionary DATABASE_URL > docs/analytics.md"
    assert PAGE.read_text(encoding="utf-8") == document(read(analyst)), f"run: {again}"


def test_a_view_that_says_nothing_of_itself_is_refused(servers: Servers) -> None:
    database = Database("silent_dictionary", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    with psycopg.connect(database.url("reporting")) as connection:
        connection.execute("CREATE VIEW analytics.silent AS SELECT 1 AS one")
        with pytest.raises(ValueError, match=r"no comment on silent\.one: add COMMENT ON"):
            read(connection)


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 5


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_query_runs_and_finds_something(analyst: psycopg.Connection, sample: str) -> None:
    for statement in filter(None, map(str.strip, sample.split(";"))):
        assert analyst.execute(statement.encode()).fetchall() != []
