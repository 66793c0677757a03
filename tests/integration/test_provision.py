"""Each role reaches its own schema and nothing else."""

import psycopg
import pytest
from psycopg import errors

from firstline_local.provision import provision
from tests.support.servers import Database

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("service", ["intake", "triage", "kb", "reporting"])
def test_a_service_makes_tables_in_its_own_schema(database: Database, service: str) -> None:
    with psycopg.connect(database.url(service)) as connection:
        connection.execute("CREATE TABLE mine (a int)")
        found = connection.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'mine'")
        assert found.fetchall() == [(service,)]


@pytest.mark.parametrize("schema", ["intake", "reporting", "analytics", "public"])
def test_a_service_has_no_way_into_another_schema(database: Database, schema: str) -> None:
    with (
        psycopg.connect(database.url("triage")) as connection,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        connection.execute(f"CREATE TABLE {schema}.intruder (a int)".encode())


def test_an_analyst_reads_what_reporting_publishes_later(database: Database) -> None:
    with psycopg.connect(database.url("reporting")) as connection:
        connection.execute("CREATE TABLE analytics.tickets AS SELECT 7 AS number")
        connection.execute("CREATE VIEW analytics.numbers AS SELECT number FROM analytics.tickets")
    with psycopg.connect(database.url("analyst")) as connection:
        assert connection.execute("SELECT * FROM tickets, numbers").fetchall() == [(7, 7)]


def test_an_analyst_changes_nothing_even_when_asking_for_it(database: Database) -> None:
    with psycopg.connect(database.url("reporting")) as connection:
        connection.execute("CREATE TABLE analytics.tickets AS SELECT 7 AS number")
    with psycopg.connect(database.url("analyst"), autocommit=True) as connection:
        with pytest.raises(errors.ReadOnlySqlTransaction):
            connection.execute("DELETE FROM tickets")
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("DELETE FROM tickets")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("CREATE TEMPORARY TABLE scratch (a int)")


def test_an_analyst_is_stopped_after_a_minute(database: Database) -> None:
    with psycopg.connect(database.url("analyst")) as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("1min",)


def test_provisioning_twice_changes_nothing(database: Database) -> None:
    with psycopg.connect(database.url("intake")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS a")
    servers = database.servers
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    with psycopg.connect(database.url("intake")) as connection:
        assert connection.execute("SELECT a FROM kept").fetchone() == (1,)


def test_a_wrong_password_is_refused(database: Database) -> None:
    wrong = database.url("intake").replace(database.servers.passwords["firstline_intake"], "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
