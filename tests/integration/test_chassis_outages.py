"""What a service does while a server is away: it waits, says so, and loses nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from confluent_kafka.admin import AdminClient
from psycopg import sql

from firstline_events.vocabulary import Level
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener, Told, publish
from tests.support.tickets import Ticket
from tests.support.topics import existing
from tests.support.triage import ASSESSMENTS, INTAKE, triage_process

pytestmark = pytest.mark.integration


@contextmanager
def no_database(database: Database, role: str) -> Iterator[None]:
    """The role is thrown out and can't come back until the block ends."""
    name = sql.Identifier(role)
    with psycopg.connect(database.servers.postgres_admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(name))
        try:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [role]
            )
            yield
        finally:
            admin.execute(sql.SQL("ALTER ROLE {} LOGIN").format(name))


def lives(first: int, last: int) -> list[Told]:
    tickets = [Ticket(f"INC{n}") for n in range(first, last)]
    return [e for t in tickets for e in (t.opens(), t.is_classified(Level.LOW, Level.HIGH))]


def test_a_database_that_goes_and_comes_back_costs_no_event(
    database: Database, fresh_topics: Callable[..., None], tmp_path: Path
) -> None:
    fresh_topics(INTAKE, ASSESSMENTS)
    bootstrap = database.servers.kafka_bootstrap
    answers = Listener(bootstrap, ASSESSMENTS)
    with triage_process(database, tmp_path) as triage:
        publish(bootstrap, lives(0, 200))
        answers.count(50)
        with no_database(database, "firstline_triage"):
            publish(bootstrap, lives(200, 400))
            triage.wait_until(lambda: not triage.is_ready(), "alarmed")
            assert triage.get("/health/live").status_code == 200
            answer = triage.get("/v1/assessments")
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        triage.wait_until(triage.is_ready, "ready again")
        answers.until(lambda found: len({e["id"] for e in found}) == 400)
        assert triage.get("/v1/dead-letters").json()["items"] == []
    answers.close()


def test_a_service_without_its_topics_says_so_and_makes_none_by_itself(
    database: Database, tmp_path: Path
) -> None:
    admin = AdminClient({"bootstrap.servers": database.servers.kafka_bootstrap})
    assert INTAKE not in existing(admin)
    triage = Process("triage", database, tmp_path)
    refused = triage.run("serve", expect=1)
    assert "lacks intake-ticket-v1: create the catalogue's topics first" in refused.stderr
    assert INTAKE not in existing(admin)


def test_a_service_that_finds_no_broker_says_where_it_looked(
    database: Database, tmp_path: Path
) -> None:
    triage = Process("triage", database, tmp_path, kafka_bootstrap="127.0.0.1:9")
    refused = triage.run("serve", "--role", "worker", expect=1)
    assert "triage can't serve: Kafka at 127.0.0.1:9 can't be used: " in refused.stderr
    assert "127.0.0.1:9 doesn't answer (nobody listens)" in refused.stderr


def test_a_service_that_was_not_migrated_says_what_to_run(
    database: Database, tmp_path: Path
) -> None:
    triage = Process("triage", database, tmp_path, migrate=False)
    assert "run `migrate` first" in triage.run("serve", expect=1).stderr


def test_a_service_that_is_newer_than_its_tables_waits_for_them(
    database: Database, tmp_path: Path
) -> None:
    triage = Process("triage", database, tmp_path)
    with psycopg.connect(database.url("triage")) as connection:
        connection.execute("DELETE FROM migrations WHERE name LIKE '%/003_named_policies.sql'")
    said = triage.run("serve", expect=1).stderr
    assert "its tables are older than this version, and lack 003_named_policies.sql" in said
    assert "run `migrate` first" in said


def test_a_service_that_is_older_than_its_tables_goes_on(
    database: Database, tmp_path: Path
) -> None:
    triage = Process("triage", database, tmp_path, kafka_bootstrap="127.0.0.1:9")
    with psycopg.connect(database.url("triage")) as connection:
        connection.execute("INSERT INTO migrations (name) VALUES ('firstline_triage/999_later')")
    said = triage.run("serve", "--role", "worker", expect=1).stderr
    assert "Kafka at 127.0.0.1:9 can't be used" in said


def test_a_service_that_finds_no_database_says_so(database: Database, tmp_path: Path) -> None:
    away = "postgresql://nobody:x@127.0.0.1:9/none"
    triage = Process("triage", database, tmp_path, migrate=False, database_url=away)
    assert "the database doesn't answer" in triage.run("serve", expect=1).stderr


def test_settings_that_are_wrong_are_named(database: Database, tmp_path: Path) -> None:
    triage = Process("triage", database, tmp_path, migrate=False, http_host="0.0.0.0")  # noqa: S104
    assert "FIRSTLINE_TRIAGE: there is no auth" in triage.run("serve", expect=2).stderr
