"""The import against a real broker: resumed, repeated, refused, stalled, and without a suite."""

import asyncio
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.importing import receipts
from firstline_console.importing.account import Account
from firstline_console.importing.errors import ImportStalled, KafkaUnreachable
from firstline_console.importing.progress import NoDisplay
from firstline_console.importing.reading import read_log
from firstline_console.importing.session import Session
from firstline_local.servers import Servers
from tests.support.desk import INBOUND, RECEIPTS, Desk, the_first
from tests.support.incident_log import row, write_log

pytestmark = pytest.mark.integration
STATES = ("New", "Active", "Resolved", "Closed")
TICKETS = 25


@pytest.fixture
def bootstrap(servers: Servers, fresh_topics: Callable[..., None]) -> str:
    fresh_topics(INBOUND, RECEIPTS)
    return servers.kafka_bootstrap


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A hundred rows of 25 tickets, the last of which stays open."""
    rows = [
        row(f"INC{number}", incident_state=state, sys_updated_at=f"{day}/3/2016 09:{number:02}")
        for number in range(TICKETS)
        for day, state in enumerate(STATES, 1)
    ]
    return write_log(tmp_path / "log.csv.xz", [*rows[:-1], row("INC24", incident_state="Active")])


async def carry(log: Path, bootstrap: str) -> Account:
    account = Account(str(log), read_log(log))
    await Session(account, NoDisplay(), drain=False).run(KafkaConnection(bootstrap))
    return account


async def test_every_row_and_every_open_ticket_is_published_and_answered(
    log: Path, bootstrap: str
) -> None:
    async with Desk(bootstrap) as desk:
        account = await carry(log, bootstrap)
    assert (account.read, account.published, account.known) == (100, 101, 0)
    assert account.outcomes == {"accepted": 100}
    assert account.observed_outcomes == {"accepted": 1}
    assert account.balanced
    assert len({event["id"] for event in desk.heard}) == 101


async def test_each_ticket_is_in_one_partition_in_its_order(log: Path, bootstrap: str) -> None:
    async with Desk(bootstrap) as desk:
        await carry(log, bootstrap)
    for number in range(TICKETS):
        ids = [event["id"] for event in desk.heard if event["subject"] == f"INC{number}"]
        assert ids[:4] == [f"INC{number}:{ordinal}" for ordinal in range(1, 5)]
    for record in await published(bootstrap):
        assert record.partition == zlib.crc32(record.key) % 2
        assert record.headers == (("content-type", b"application/cloudevents+json"),)


async def test_an_import_run_twice_publishes_nothing_more(log: Path, bootstrap: str) -> None:
    async with Desk(bootstrap) as desk:
        first = await carry(log, bootstrap)
        second = await carry(log, bootstrap)
    assert (second.published, second.known) == (0, 100)
    assert second.outcomes == first.outcomes
    assert second.events == first.events
    assert len(desk.heard) == 101


async def test_an_interrupted_import_goes_on_with_the_rest(log: Path, bootstrap: str) -> None:
    async with Desk(bootstrap, the_first(40)) as desk:
        interrupted = asyncio.create_task(carry(log, bootstrap))
        await desk.until(lambda desk: len(desk.heard) == 101)
        interrupted.cancel()
        with pytest.raises(asyncio.CancelledError):
            await interrupted
    async with Desk(bootstrap) as desk:
        account = await carry(log, bootstrap)
    assert account.known == 40
    assert account.published == 61
    assert account.outcomes == {"accepted": 100}
    assert account.balanced


async def test_what_intake_refuses_is_told_with_its_line_and_reason(
    log: Path, bootstrap: str
) -> None:
    def answer(event: dict[str, Any]) -> str:
        return "refused" if event["id"] == "INC3:2" else "accepted"

    async with Desk(bootstrap, answer):
        account = await carry(log, bootstrap)
    [refused] = account.as_json()["refused"]
    assert refused["line"] == 15
    assert refused["id"] == "INC3:2"
    assert refused["reason"] == "the test says so"
    assert "import the file again" in refused["remedy"]
    assert account.as_json()["rows"] == {
        "read": 100,
        "changed": 99,
        "unchanged": 0,
        "refused": 1,
        "already_known": 0,
    }


async def test_a_row_that_was_refused_is_sent_once_more_by_the_next_run(
    log: Path, bootstrap: str
) -> None:
    async with Desk(bootstrap, lambda event: "refused" if event["id"] == "INC3:2" else "accepted"):
        await carry(log, bootstrap)
    async with Desk(bootstrap):
        mended = await carry(log, bootstrap)
    assert mended.published == 1
    assert mended.outcomes == {"accepted": 100}
    assert mended.refused_by_intake == []


async def test_an_import_that_nobody_answers_ends_with_a_reason(
    log: Path, bootstrap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "STALL_SECONDS", 1.0)
    with pytest.raises(ImportStalled) as caught:
        await carry(log, bootstrap)
    assert "firstline logs intake" in caught.value.remedy


async def test_a_broker_without_the_suites_topics_is_refused(
    log: Path, servers: Servers, fresh_topics: Callable[..., None]
) -> None:
    fresh_topics(INBOUND)
    with pytest.raises(KafkaUnreachable) as caught:
        await carry(log, servers.kafka_bootstrap)
    assert "firstline up" in caught.value.remedy


async def test_a_broker_that_is_not_there_is_refused(log: Path) -> None:
    with pytest.raises(KafkaUnreachable) as caught:
        await carry(log, "127.0.0.1:1")
    assert "127.0.0.1:1" in str(caught.value)


async def published(bootstrap: str) -> list[Any]:
    consumer = AIOKafkaConsumer(
        INBOUND, bootstrap_servers=bootstrap, auto_offset_reset="earliest", group_id=None
    )
    await consumer.start()
    try:
        return [await asyncio.wait_for(anext(consumer), 20) for _ in range(101)]
    finally:
        await consumer.stop()
