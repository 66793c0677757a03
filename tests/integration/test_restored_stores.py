"""A store older than its topics is found out before any role serves, and so are lost topics."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from confluent_kafka.admin import AdminClient
from psycopg import sql

from firstline_events.vocabulary import Level
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener, publish
from tests.support.tickets import Ticket
from tests.support.topics import renew_topics
from tests.support.triage import ASSESSMENTS, INTAKE, triage_process

pytestmark = pytest.mark.integration
OLDER = "triage can't serve: its store is older than what was published from it: "


@pytest.fixture
def bootstrap(database: Database, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(INTAKE, ASSESSMENTS)
    return database.servers.kafka_bootstrap


@pytest.fixture
def answers(bootstrap: str) -> Iterator[Listener]:
    listener = Listener(bootstrap, ASSESSMENTS)
    yield listener
    listener.close()


@pytest.fixture
def backup(database: Database) -> Iterator[Callable[[], Database]]:
    """Copies the database as it is now; nobody may be connected."""
    copy = replace(database, name=f"{database.name}_copy")

    def take() -> Database:
        admin(database, "CREATE DATABASE {} TEMPLATE {}", copy.name, database.name)
        return copy

    yield take
    admin(database, "DROP DATABASE IF EXISTS {} WITH (FORCE)", copy.name)


def admin(database: Database, statement: str, *names: str) -> None:
    with psycopg.connect(database.servers.postgres_admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def change(database: Database, statement: str) -> None:
    with psycopg.connect(database.url("triage")) as connection:
        connection.execute(statement.encode())


def decide(
    database: Database, bootstrap: str, answers: Listener, folder: Path, *names: str
) -> None:
    """Triage answers one question for each name, and is stopped."""
    before = len(answers.events)
    with triage_process(database, folder):
        tickets = [Ticket(name) for name in names]
        told = [(one.opens(), one.is_classified(Level.LOW, Level.LOW)) for one in tickets]
        publish(bootstrap, [event for pair in told for event in pair])
        answers.count(before + len(names))


def refusal(database: Database, folder: Path, *words: str) -> str:
    return Process("triage", database, folder).run("serve", *words, expect=1).stderr


def test_a_backup_that_is_as_new_as_the_topics_serves_on(
    database: Database, bootstrap: str, answers: Listener, backup: Callable[[], Database],
    tmp_path: Path,
) -> None:  # fmt: skip
    decide(database, bootstrap, answers, tmp_path, "INC1", "INC2")
    restored = backup()
    decide(restored, bootstrap, answers, tmp_path, "INC3")
    assert len({event["id"] for event in answers.events}) == 3


@pytest.mark.parametrize("role", ["api", "worker", "relay"])
def test_no_role_serves_from_an_older_backup_and_what_is_lost_is_listed(
    role: str, database: Database, bootstrap: str, answers: Listener,
    backup: Callable[[], Database], tmp_path: Path,
) -> None:  # fmt: skip
    decide(database, bootstrap, answers, tmp_path, "INC1")
    older = backup()
    decide(database, bootstrap, answers, tmp_path, "INC2", "INC3")
    said = refusal(older, tmp_path, "--role", role)
    assert f"{OLDER}2 event(s) of its topics" in said
    for lost in answers.events[-2:]:
        assert f"firstline.triage.ticket-assessed.v1 1 of {lost['subject']}" in said
    assert answers.events[0]["subject"] not in said
    assert "docs/runbooks/older-backup.md" in said


def test_a_store_that_tells_another_story_under_a_known_sequence_is_found_out(
    database: Database, bootstrap: str, answers: Listener, tmp_path: Path
) -> None:
    decide(database, bootstrap, answers, tmp_path, "INC1")
    change(database, """UPDATE stored_events SET state = convert_to(regexp_replace(
        convert_from(state, 'UTF8'), '"timestamp":"20', '"timestamp":"19'), 'UTF8')""")  # fmt: skip
    change(database, "DELETE FROM relay_ends")
    assert f"{OLDER}1 event(s)" in refusal(database, tmp_path, "--role", "api")


def test_what_was_sent_just_before_a_kill_is_no_loss(
    database: Database, bootstrap: str, answers: Listener, tmp_path: Path
) -> None:
    decide(database, bootstrap, answers, tmp_path, "INC1", "INC2", "INC3")
    change(database, "UPDATE relay_cursors SET position = 1")
    change(database, "UPDATE relay_ends SET position = position - 1")
    decide(database, bootstrap, answers, tmp_path, "INC4")
    answers.until(lambda found: len({event["id"] for event in found}) == 4)


def test_a_large_topic_is_compared_whole_by_a_store_that_never_did(
    database: Database, bootstrap: str, answers: Listener, tmp_path: Path
) -> None:
    decide(database, bootstrap, answers, tmp_path, *(f"INC{n}" for n in range(2_500)))
    change(database, "DELETE FROM relay_ends")
    with triage_process(database, tmp_path, ["api"]) as triage:
        assert '"records": 2500, "unknown": 0' in triage.log.read_text()
    change(database, "DELETE FROM relay_ends")
    change(database, "DELETE FROM stored_events WHERE notification_id % 100 = 0")
    said = refusal(database, tmp_path, "--role", "api")
    assert f"{OLDER}25 event(s)" in said
    assert "and 15 more" in said


def test_topics_made_anew_are_found_out_filled_again_and_change_no_answer(
    database: Database, bootstrap: str, answers: Listener, tmp_path: Path
) -> None:
    decide(database, bootstrap, answers, tmp_path, "INC1", "INC2")
    triage = Process("triage", database, tmp_path)
    assert "hold records: delete the topics" in triage.run("refill", expect=1).stderr
    client = AdminClient({"bootstrap.servers": bootstrap})
    renew_topics(client, [ASSESSMENTS], 2)
    said = refusal(database, tmp_path, "--role", "api")
    assert "topics hold less than was published: triage-assessment-v1/" in said
    assert "triage: 1 topic(s) will be filled again" in triage.run("refill").stdout
    again = Listener(bootstrap, ASSESSMENTS)
    try:
        with triage_process(database, tmp_path):
            found = again.count(2)
        assert sorted(one["id"] for one in found) == sorted(one["id"] for one in answers.events)
    finally:
        again.close()


def test_letters_under_old_offsets_are_to_be_settled_before_topics_are_filled_again(
    database: Database, bootstrap: str, answers: Listener, tmp_path: Path
) -> None:
    decide(database, bootstrap, answers, tmp_path, "INC1")
    change(database, """INSERT INTO dead_letters (topic, partition, "offset", code, reason, blocks)
        VALUES ('intake-ticket-v1', 0, 7, 'x', 'y', false)""")  # fmt: skip
    renew_topics(AdminClient({"bootstrap.servers": bootstrap}), [ASSESSMENTS], 2)
    triage = Process("triage", database, tmp_path)
    assert (
        "1 record(s) of our topics are dead letters or wait"
        in triage.run("refill", expect=1).stderr
    )
