"""Intake between a real Kafka and a real PostgreSQL, as a process of its own."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from confluent_kafka import KafkaException, Producer

from tests.support.foreign_desk import INBOUND, STRUCTURED, ForeignTicket, binary, life
from tests.support.intake import RECEIPTS, TICKETS, TOPICS, intake_process, told_of
from tests.support.odd_records import send_odd
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener, Told, publish

pytestmark = pytest.mark.integration
FINAL = {"accepted", "unchanged", "duplicate", "superseded", "refused"}
TWO_MIB = 2 * 1024 * 1024
LIFE = [
    "opened",
    "classified",
    "status-changed",
    "message-added",
    "status-changed",
    "message-added",
    "resolved",
    "reopened",
    "observed",
]
"""The events of one life, by the last word of their types."""


@pytest.fixture
def bootstrap(database: Database, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(*TOPICS)
    return database.servers.kafka_bootstrap


@pytest.fixture
def intake(database: Database, bootstrap: str, tmp_path: Path) -> Iterator[Process]:
    with intake_process(database, tmp_path) as process:
        yield process


@pytest.fixture
def receipts(bootstrap: str) -> Iterator[Listener]:
    listener = Listener(bootstrap, RECEIPTS)
    yield listener
    listener.close()


@pytest.fixture
def events(bootstrap: str) -> Iterator[Listener]:
    listener = Listener(bootstrap, TICKETS)
    yield listener
    listener.close()


def lives(first: int, last: int) -> list[Told]:
    return [told for n in range(first, last) for told in life(ForeignTicket(f"T{n}"))]


def final(receipts: list[dict[str, Any]]) -> dict[tuple[int, int], str]:
    """What became of each record in the end; fails when a record has two such receipts."""
    told = {one["id"]: one["data"] for one in receipts if one["data"]["outcome"] in FINAL}
    places = Counter((one["partition"], one["offset"]) for one in told.values())
    assert set(places.values()) <= {1}, places.most_common(3)
    return {(one["partition"], one["offset"]): one["outcome"] for one in told.values()}


def each_once(events: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The events, whoever has sent them twice; one id always says the same."""
    told = {one["id"]: told_of(one) for one in events}
    assert all(told[one["id"]] == told_of(one) for one in events)
    return sorted(told.values())


def settled(receipts: Listener, records: int) -> dict[tuple[int, int], str]:
    """Wait until so many records have their final receipt."""
    return final(receipts.until(lambda found: len(final(found)) >= records))


def test_a_life_told_by_another_system_is_told_again_by_ours(
    bootstrap: str, intake: Process, receipts: Listener, events: Listener
) -> None:
    ticket = ForeignTicket("a/b?c#d é")
    publish(bootstrap, [binary(told) for told in life(ticket)])
    assert set(settled(receipts, len(life(ticket))).values()) == {"accepted"}
    told = events.count(len(LIFE))
    assert [int(one["sequence"]) for one in told] == list(range(1, len(LIFE) + 1))
    assert {one["subject"] for one in told} == {str(ticket.id)}
    assert {(one["origin"], one["reference"]) for one in told} == {("shop", ticket.reference)}
    found = intake.get(f"/v1/tickets/{ticket.id}").json()
    assert (found["status"], found["version"], len(found["messages"])) == ("open", len(LIFE), 2)


def test_a_record_of_almost_two_mebibytes_is_answered_and_blocks_nobody(
    bootstrap: str, intake: Process, receipts: Listener
) -> None:
    ticket = ForeignTicket()
    large = ticket.says("x" * (TWO_MIB - 1_000))
    garbage = Told(INBOUND, b"k", b"\xff" * (TWO_MIB - 200), STRUCTURED)
    publish_one_by_one(bootstrap, [ticket.opens(), large, garbage, ticket.says("hello")])
    settled(receipts, 4)
    refused = {one["data"]["code"]: one["data"] for one in receipts.events}
    assert "at most 524288 characters" in refused["wrong-schema"]["reason"]
    assert refused["not-json"]["event_id"] is None
    letters = intake.get("/v1/dead-letters").json()["items"]
    assert {letter["code"] for letter in letters} == {"wrong-schema", "not-json"}
    assert intake.get(f"/v1/tickets/{ticket.id}").json()["messages"][0]["body"] == "hello"


async def test_a_header_whose_name_is_no_text_blocks_nobody(
    bootstrap: str, intake: Process, receipts: Listener
) -> None:
    ticket = ForeignTicket()
    await send_odd(bootstrap, INBOUND, ticket.opens().value or b"")
    publish(bootstrap, [ticket.says("hello")])
    outcomes = settled(receipts, 4)
    assert Counter(outcomes.values()) == {"accepted": 2, "duplicate": 2}


def test_a_record_over_two_mebibytes_is_refused_by_the_broker_to_its_publisher(
    bootstrap: str,
) -> None:
    with pytest.raises((KafkaException, AssertionError), match=r"MSG_SIZE_TOO_LARGE|too large"):
        publish_one_by_one(bootstrap, [Told(INBOUND, b"k", b"x" * (TWO_MIB + 1))])


def publish_one_by_one(bootstrap: str, told: list[Told]) -> None:
    """With a producer that would send any size."""
    refused: list[str] = []
    producer = Producer({"bootstrap.servers": bootstrap, "message.max.bytes": 8 * TWO_MIB})
    for one in told:
        producer.produce(
            one.topic,
            one.value,
            one.key,
            headers=list(one.headers),
            on_delivery=lambda error, _: refused.append(str(error)) if error else None,
        )
    assert producer.flush(30) == 0
    assert not refused, refused


def test_a_kill_in_the_middle_gives_each_record_one_answer_and_the_same_events(
    database: Database, bootstrap: str, intake: Process, receipts: Listener, events: Listener
) -> None:
    told = lives(0, 400)
    waiting = [ForeignTicket(f"T{n}").says("early") for n in range(400, 420)]
    publish(bootstrap, [*waiting, *told[:1_600]])
    receipts.count(300)
    intake.kill()
    publish(bootstrap, told[1_600:])
    intake.start()
    publish(bootstrap, lives(400, 420))
    outcomes = settled(receipts, 20 + 3_200 + 160)
    assert Counter(outcomes.values()) == {"accepted": 3_380}
    held = [one for one in receipts.events if one["data"]["outcome"] == "held"]
    assert {one["data"]["event_id"] for one in held} == {f"T{n}/early" for n in range(400, 420)}
    expected = 420 * len(LIFE) + 20
    events.until(lambda found: len({one["id"] for one in found}) == expected)
    assert_undisturbed(each_once(events.events))
    assert intake.get("/v1/dead-letters").json()["items"] == []


def assert_undisturbed(told: list[tuple[Any, ...]]) -> None:
    """What an undisturbed run tells of each of these lives."""
    by_ticket: dict[str, list[tuple[Any, ...]]] = {}
    for subject, *rest in told:
        by_ticket.setdefault(subject, []).append(tuple(rest))
    for n in range(400):
        found = by_ticket[str(ForeignTicket(f"T{n}").id)]
        assert [int(sequence) for sequence, *_ in found] == list(range(1, len(LIFE) + 1))
        kinds = [kind.split(".")[2].removeprefix("ticket-") for _, kind, *_ in found]
        assert kinds == LIFE


def test_two_replicas_share_the_partitions_and_answer_each_record_once(
    database: Database, bootstrap: str, intake: Process, receipts: Listener, tmp_path: Path
) -> None:
    told = lives(0, 300)
    publish(bootstrap, told[:1_200])
    with intake_process(database, tmp_path, ["worker", "relay"]) as second:
        publish(bootstrap, told[1_200:])
        second.wait_until(
            lambda: second.readiness()["checks"]["worker"]["assigned"] == 2, "sharing"
        )
        publish(bootstrap, lives(300, 320))
        outcomes = settled(receipts, 320 * 8)
    assert Counter(outcomes.values()) == {"accepted": 320 * 8}


def test_redelivery_of_everything_changes_nothing_and_is_answered_as_such(
    database: Database, bootstrap: str, intake: Process, receipts: Listener, events: Listener
) -> None:
    publish(bootstrap, [Told(INBOUND, b"k", b"garbage"), *lives(0, 20)])
    settled(receipts, 161)
    events.count(20 * len(LIFE))
    intake.stop()
    with psycopg.connect(database.url("intake"), autocommit=True) as connection:
        connection.execute("UPDATE inbox_positions SET position = 0")
    intake.start()
    told = receipts.until(lambda found: len({one["id"] for one in found}) == 2 * 161 - 1)
    again = Counter(one["data"]["outcome"] for one in told[161:])
    assert again == {"duplicate": 20 * 5, "superseded": 20 * 3}
    publish(bootstrap, [ForeignTicket("last").opens()])
    last = events.until(lambda found: found[-1]["reference"] == "last")
    assert len({one["id"] for one in last}) == len(last) == 20 * len(LIFE) + 1


def test_logs_and_metrics_hold_nothing_personal(
    bootstrap: str, intake: Process, receipts: Listener
) -> None:
    marker, ticket = "xyzzy-secret", ForeignTicket("xyzzy-reference", "xyzzy-origin")
    told = [
        ticket.opens(subject=marker, requester=marker),
        ticket.says(marker, "e-1"),
        ticket.says(f"{marker}!", "e-1"),
        ticket.reports(1, marker),
        ticket.reports(2, "open", at=marker),
        ticket.says(f"\0{marker}"),
        Told(INBOUND, marker.encode(), marker.encode(), ((marker, marker.encode()),)),
    ]
    publish(bootstrap, told)
    settled(receipts, len(told))
    refusals = [one["data"]["reason"] for one in receipts.events if one["data"]["reason"]]
    intake.get(f"/v1/tickets/{marker}")
    shown = intake.log.read_text() + intake.get("/metrics").text + json.dumps(refusals)
    assert "xyzzy" not in shown
    assert 'firstline_unknown_words_total{field="status",origin="other"} 1.0' in shown
