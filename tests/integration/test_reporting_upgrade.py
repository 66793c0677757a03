"""A reporting of before gets the new tables and views over the rows that it has."""

from importlib.resources import files

import psycopg
import pytest

from firstline_chassis.migrations import migrate
from tests.support.incident_cases import with_cases
from tests.support.incident_rows import incident_rows
from tests.support.incident_stream import records, told
from tests.support.reporting_store import reporting_store
from tests.support.servers import Database

pytestmark = pytest.mark.integration
TICKET = "00000000-0000-0000-0000-000000000009"


def _as_it_was(url: str) -> None:
    """The schema as released before there were cases, with one ticket of our own."""
    package = files("firstline_reporting").joinpath("migrations")
    chassis = files("firstline_chassis").joinpath("migrations", "000_chassis.sql")
    with psycopg.connect(url) as connection:
        connection.execute(chassis.read_text().encode())
        connection.execute("CREATE TABLE migrations (name text PRIMARY KEY)")
        connection.execute("ALTER TABLE migrations ADD applied_at timestamptz DEFAULT now()")
        for name in ("001_tables.sql", "002_analytics.sql"):
            connection.execute(package.joinpath(name).read_text().encode())
            done = f"firstline_reporting/{name}"
            connection.execute("INSERT INTO migrations (name) VALUES (%s)", [done])
        connection.execute("INSERT INTO migrations VALUES ('firstline_chassis/000_chassis.sql')")
        connection.execute(
            """INSERT INTO reporting.tickets_v1 (ticket_id, tenant, number, timeline, opened_at)
            VALUES (%s, 'default', 'FL-9', 'live', '2026-01-01T00:00:00Z')""",
            [TICKET],
        )


def test_a_database_of_before_there_were_cases_takes_them_after_the_upgrade(
    database: Database,
) -> None:
    url = database.url("reporting")
    _as_it_was(url)
    migrate(url, "firstline_reporting")
    with reporting_store(url) as store:
        store.feed(records(list(with_cases(told(incident_rows(60))))))
        [(cases,)] = store.rows("SELECT count(*) FROM analytics.cases")
        [(spells,)] = store.rows(
            "SELECT count(*) FROM analytics.ticket_history WHERE aspect = 'desk_queue'"
        )
        [(kept,)] = store.rows("SELECT count(*) FROM reporting.tickets_v1 WHERE number = 'FL-9'")
    assert cases > 0
    assert spells > 0
    assert kept == 1
