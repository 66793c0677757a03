"""The role for analysts can read analytics, and can do no harm."""

from collections.abc import Iterator

import psycopg
import pytest

from firstline_chassis.migrations import migrate
from firstline_local.provision import provision, role_url
from firstline_local.servers import Servers
from firstline_reporting.dictionary import read
from tests.support.servers import Database

pytestmark = pytest.mark.integration

REFUSALS = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.InvalidSchemaName,  # nothing to be seen of the schema
    psycopg.errors.ObjectNotInPrerequisiteState,  # a view of several tables takes no rows
)


@pytest.fixture(scope="module")
def address(servers: Servers) -> str:
    """A database with analytics in it, as an analyst reaches it."""
    database = Database("reporting_analyst", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    migrate(database.url("reporting"), "firstline_reporting")
    password = servers.passwords["firstline_analyst"]
    return role_url(servers.postgres_admin_url, "firstline_analyst", password, database.name)


@pytest.fixture
def analyst(address: str) -> Iterator[psycopg.Connection]:
    """A session that has switched off what a session can switch off."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute("SET statement_timeout = 0")
        yield connection


def test_every_view_and_function_can_be_read(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for name in {one.of for one in read(connection) if "(" not in one.of}:
            connection.execute(f"TABLE analytics.{name}".encode())
        connection.execute("SELECT * FROM analytics.tickets_as_of(now()) LIMIT 1")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM reporting.tickets_v1",
        "SELECT * FROM reporting.inbox_positions",
        "SELECT * FROM intake.stored_events",
        "SELECT rolpassword FROM pg_authid",
        "SELECT * FROM pg_shadow",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/out'",
        "COPY analytics.tickets TO PROGRAM 'cat'",
        "DELETE FROM analytics.tickets",
        "UPDATE analytics.requesters SET tenant = 'mine'",
        "INSERT INTO analytics.requesters SELECT * FROM analytics.requesters",
        "TRUNCATE reporting.tickets_v1",
        "DROP VIEW analytics.tickets",
        "COMMENT ON VIEW analytics.tickets IS 'mine'",
        "ALTER ROLE firstline_analyst SUPERUSER",
        "ALTER ROLE firstline_reporting PASSWORD 'mine'",
        "GRANT firstline_reporting TO firstline_analyst",
        "SET ROLE firstline_reporting",
        "SET temp_file_limit = -1",
        "CREATE TABLE analytics.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE TEMPORARY TABLE mine (a int)",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE FUNCTION analytics.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DO $$ BEGIN LOOP END LOOP; END $$",
        "SELECT lo_from_bytea(0, 'fills the disk')",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_xact_lock(1, 2)",
        "SELECT pg_notify('desk', 'noise')",
        "BEGIN; LOCK TABLE reporting.tickets_v1 IN ACCESS EXCLUSIVE MODE",
        "BEGIN; LOCK TABLE analytics.tickets IN ACCESS EXCLUSIVE MODE",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
        "SELECT pg_reload_conf()",
        "SELECT pg_switch_wal()",
    ],
)
def test_a_statement_that_would_do_harm_is_refused(
    analyst: psycopg.Connection, statement: str
) -> None:
    with pytest.raises(REFUSALS):
        analyst.execute(statement.encode())


def test_limits_hold_from_the_beginning_of_a_session(address: str) -> None:
    expected = {
        "default_transaction_read_only": "on",
        "statement_timeout": "1min",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "5min",
        "temp_file_limit": "1GB",
        "work_mem": "32MB",
    }
    with psycopg.connect(address) as connection:
        for name, value in expected.items():
            assert connection.execute(f"SHOW {name}".encode()).fetchone() == (value,), name


def test_an_endless_statement_ends(address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("SET statement_timeout = '200ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            connection.execute("SELECT count(*) FROM generate_series(1, 1000000000000)")


def test_a_sort_that_fills_the_disk_ends(servers: Servers, address: str) -> None:
    name = address.rpartition("/")[2]
    with psycopg.connect(servers.postgres_admin_url, autocommit=True) as admin:
        small = f"ALTER ROLE firstline_analyst IN DATABASE {name} SET temp_file_limit = '2MB'"
        admin.execute(small.encode())
    with psycopg.connect(address) as connection:
        connection.execute("SET work_mem = '1MB'")
        sort = "SELECT n FROM generate_series(1, 1000000) AS n ORDER BY md5(n::text)"
        with pytest.raises(psycopg.errors.ConfigurationLimitExceeded):
            connection.execute(sort)


def test_nobody_sees_what_others_ask(analyst: psycopg.Connection) -> None:
    row = analyst.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE usename <> current_user"
        " AND query NOT IN ('', '<insufficient privilege>')"
    ).fetchone()
    assert row == (0,)
