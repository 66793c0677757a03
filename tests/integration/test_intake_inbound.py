"""Intake's worker over a real store: every record has its receipt, and none blocks another."""

from collections.abc import Iterator

import pytest

from firstline_chassis.records import TopicPartition
from tests.support.foreign_desk import (
    INBOUND,
    STRUCTURED,
    ForeignTicket,
    binary,
    changed,
    life,
    minute,
)
from tests.support.intake import NOW, Answered, Worker, intake_pool, intake_worker
from tests.support.servers import Database
from tests.support.streams import Told

pytestmark = pytest.mark.integration
SHOP = ForeignTicket()
LETTERS = 'SELECT "offset", code, aggregate_id, blocks FROM dead_letters ORDER BY id'
GARBAGE: dict[str, Told] = {
    "not-json": Told(INBOUND, b"k", b"\x00\xff garbage", STRUCTURED),
    "empty-value": Told(INBOUND, b"k", b"", STRUCTURED),
    "no-value": Told(INBOUND, None, None),
    "null-header": binary(SHOP.opens())._replace(headers=(("ce_id", None),)),
    "unreadable-header": binary(SHOP.opens())._replace(headers=(("ce_id", b"\xff"),)),
    "not-a-cloudevent": Told(INBOUND, b"k", b"{}"),
    "unknown-type": changed(SHOP.opens(), type="firstline.inbound.ticket-sung.v1"),
    "wrong-schema": SHOP.opens(opened_at="yesterday"),
    "misspelt-field": SHOP.opens(subjekt="It is broken"),
    "missing-id": changed(SHOP.opens(), id=None),
    "missing-source": changed(SHOP.opens(), source=None),
    "wrong-specversion": changed(SHOP.opens(), specversion="0.3"),
    "too-old": SHOP.opens(opened_at="1969-12-31T23:59:59Z"),
    "too-early": SHOP.opens(opened_at="2026-03-04T12:00:01Z"),
    "nul": SHOP.opens(subject="a\0b"),
    "deep": Told(INBOUND, b"k", b"[" * 100_000, STRUCTURED),
}
CODES = {
    "no-value": "empty-value",
    "misspelt-field": "wrong-schema",
    "too-old": "implausible-time",
    "too-early": "implausible-time",
    "nul": "wrong-schema",
    "deep": "not-json",
}


@pytest.fixture
def worker(database: Database) -> Iterator[Worker]:
    with intake_worker(database, lambda: NOW) as worker:
        yield worker


def test_each_bad_record_has_its_receipt_and_dead_letter_and_the_rest_flows_on(
    worker: Worker,
) -> None:
    answers = sorted(worker.takes(*GARBAGE.values(), *life(SHOP)))
    wanted = [
        Answered(offset, "refused", CODES.get(name, name)) for offset, name in enumerate(GARBAGE)
    ]
    assert answers[: len(GARBAGE)] == wanted
    assert {answer.outcome for answer in answers[len(GARBAGE) :]} == {"accepted"}
    letters = sorted(worker.rows(LETTERS))
    assert [letter[:2] for letter in letters] == [(one.offset, one.code) for one in wanted]
    assert not any(blocks for *_, blocks in letters)
    assert len(worker.receipts()) == len(GARBAGE) + len(life(SHOP))


def test_a_receipt_names_position_source_id_ticket_and_reason(worker: Worker) -> None:
    worker.takes(SHOP.opens("e-1"), SHOP.opens("e-2"), Told(INBOUND, b"k", b"?"))
    ((accepted,), (refused,), (unread,)) = worker.rows(
        "SELECT convert_from(body, 'utf8')::json FROM receipts ORDER BY \"offset\""
    )
    assert accepted["id"] == f"{INBOUND}:0:0:accepted"
    assert accepted["subject"] == accepted["data"]["ticket_id"] == str(SHOP.id)
    assert (accepted["data"]["events"], accepted["causationid"]) == (1, "/shop#e-1")
    assert refused["data"] | {"reason": None} == {
        "outcome": "refused",
        "topic": INBOUND,
        "partition": 0,
        "offset": 1,
        "event_source": "/shop",
        "event_id": "e-2",
        "event_type": "firstline.inbound.ticket-opened.v1",
        "ticket_id": str(SHOP.id),
        "events": 0,
        "code": "already-opened",
        "reason": None,
    }
    assert "send messages or states for it instead" in refused["data"]["reason"]
    assert unread["subject"] == f"{INBOUND}:0:2"


def test_a_held_record_is_answered_twice_and_taken_in_its_order(worker: Worker) -> None:
    early = [SHOP.reports(1, "open"), SHOP.says("first"), SHOP.says("second")]
    assert {one.outcome for one in worker.takes(*early)} == {"held"}
    assert worker.events(SHOP.id) == []
    answers = worker.takes(SHOP.opens())
    assert [(one.offset, one.outcome) for one in answers] == [
        (3, "accepted"),
        (0, "accepted"),
        (1, "accepted"),
        (2, "accepted"),
    ]
    assert worker.events(SHOP.id) == ["opened", "status-changed", "message-added", "message-added"]
    assert worker.rows("SELECT count(*) FROM waiting") == [(0,)]
    sequences = worker.rows(
        """SELECT convert_from(body, 'utf8')::json ->> 'sequence', outcome FROM receipts
        WHERE "offset" = 0 ORDER BY id"""
    )
    assert sequences == [(f"{1:020}", "held"), (f"{2:020}", "accepted")]


def test_held_and_opened_in_one_batch_is_answered_once(worker: Worker) -> None:
    answers = worker.takes(SHOP.says("first"), SHOP.opens())
    assert [(one.offset, one.outcome) for one in answers] == [(1, "accepted"), (0, "accepted")]


def test_a_record_of_states_opens_a_ticket_and_releases_what_waits(worker: Worker) -> None:
    worker.takes(SHOP.says("first"), SHOP.observes(minute(1)))
    worker.takes(SHOP.records(1, "open"))
    assert worker.outcomes() == {"held": 2, "accepted": 3}
    assert worker.events(SHOP.id)[0] == "opened"


def test_what_waits_can_be_superseded_or_refused_when_it_is_released(worker: Worker) -> None:
    worker.takes(
        SHOP.reports(2, "open"), SHOP.reports(1, "open"), SHOP.says("?", sent_at=minute(0))
    )
    worker.takes(SHOP.says("late", sent_at="2027-01-01T00:00:00Z"))
    answers = worker.takes(SHOP.opens())
    assert [(one.offset, one.outcome, one.code) for one in answers] == [
        (4, "accepted", None),
        (0, "accepted", None),
        (1, "superseded", "superseded"),
        (2, "accepted", None),
        (3, "refused", "implausible-time"),
    ]


def test_headers_that_text_cant_hold_dont_keep_a_ticket_from_being_opened(worker: Worker) -> None:
    odd = (("ce_x\0", b"1"), ("ce_x\ufffd", b"2"), ("x-\0", b"\xff\0"), ("y", None))
    told = binary(SHOP.says("first"))
    worker.takes(told._replace(headers=(*told.headers, *odd)))
    worker.takes(SHOP.opens())
    assert worker.events(SHOP.id) == ["opened", "message-added"]


def test_a_record_sent_twice_while_it_waits_is_taken_once(worker: Worker) -> None:
    worker.takes(SHOP.says("first"), SHOP.says("first"), SHOP.reports(1, "open"))
    worker.takes(SHOP.reports(1, "open"), SHOP.opens())
    assert worker.events(SHOP.id) == ["opened", "message-added", "status-changed"]
    assert worker.outcomes() == {"held": 2, "duplicate": 2, "accepted": 3}


def test_duplicates_are_told_within_a_batch_and_after_it(worker: Worker) -> None:
    told = life(SHOP)
    worker.takes(*told, *told)
    events = worker.events(SHOP.id)
    worker.takes(*told)
    assert worker.events(SHOP.id) == events
    assert worker.outcomes() == {"accepted": 8, "duplicate": 2 * 5, "superseded": 2 * 3}


def test_states_out_of_order_are_superseded_and_messages_are_not(worker: Worker) -> None:
    worker.takes(SHOP.opens(), SHOP.reports(3, "resolved"))
    answers = worker.takes(
        SHOP.reports(1, "open"), SHOP.observes(minute(9)), SHOP.reports(4, "open")
    )
    assert [one.outcome for one in answers] == ["superseded", "accepted", "accepted"]
    assert worker.events(SHOP.id) == ["opened", "resolved", "observed", "reopened"]


def test_an_unchanged_state_still_supersedes_what_is_older(worker: Worker) -> None:
    worker.takes(SHOP.opens(), SHOP.reports(1, "open"), SHOP.reports(5, "open"))
    (answer,) = worker.takes(SHOP.reports(4, "resolved"))
    assert worker.outcomes()["unchanged"] == 1
    assert answer.outcome == "superseded"


def test_the_same_id_with_other_content_is_refused_and_the_first_stands(worker: Worker) -> None:
    worker.takes(SHOP.opens(), SHOP.says("one", "e-1"), SHOP.says("two", "e-1"))
    worker.takes(SHOP.says("three", "e-1"), SHOP.reports(1, "open"), SHOP.reports(1, "closed"))
    assert [one.code for one in worker.receipts() if one.outcome == "refused"] == [
        "same-id-other-content"
    ] * 3
    assert worker.events(SHOP.id) == ["opened", "message-added", "status-changed"]


def test_a_mended_event_with_an_id_of_its_own_is_taken(worker: Worker) -> None:
    worker.takes(SHOP.opens(opened_at="1969-01-01T00:00:00Z"))
    (answer,) = worker.takes(changed(SHOP.opens("mended"), causationid="/shop#4711/open"))
    assert answer.outcome == "accepted"


@pytest.mark.parametrize(
    "reference",
    [
        "a/b?c#d%e",
        "'; DROP TABLE tickets; --",
        " ",
        "\t\n",
        "😀",
        "\u00e9",
        "e\u0301",
        '"]["',
        "\\",
        "x" * 512,
    ],
)
def test_a_reference_may_hold_every_odd_character(worker: Worker, reference: str) -> None:
    odd = ForeignTicket(reference)
    worker.takes(odd.opens(), binary(odd.says("hello")))
    assert worker.events(odd.id) == ["opened", "message-added"]
    assert worker.rows("SELECT reference FROM tickets") == [(reference,)]


def test_two_desks_with_one_reference_have_two_tickets(worker: Worker) -> None:
    forum = ForeignTicket(SHOP.reference, "forum")
    worker.takes(SHOP.opens("e"), forum.opens("e"), forum.says("hello"))
    assert worker.events(SHOP.id) == ["opened"]
    assert worker.events(forum.id) == ["opened", "message-added"]


def test_an_event_id_of_any_length_that_is_taken_can_be_published(worker: Worker) -> None:
    worker.takes(SHOP.opens(), SHOP.says("hello", "x" * 1_024))
    assert worker.outcomes() == {"accepted": 2}


def test_unknown_words_are_counted_per_record_and_not_again_when_redelivered(
    worker: Worker,
) -> None:
    told = [SHOP.records(n, "-100", impact="huge") for n in (1, 2, 3)]
    worker.takes(*told)
    worker.takes(*told)
    counted = worker.rows("SELECT origin, field, word, records FROM unknown_words ORDER BY field")
    assert counted == [("shop", "impact", "huge", 3), ("shop", "status", "-100", 3)]


def test_a_record_that_only_a_fault_of_ours_cant_take_is_kept_and_told_with_its_name(
    worker: Worker,
) -> None:
    with worker.pool.connection() as connection:
        connection.execute("ALTER TABLE tickets ADD CHECK (reference <> 'BAD')")
    bad = ForeignTicket("BAD")
    worker.takes(SHOP.opens(), bad.opens("b-1"), SHOP.says("hello"))
    assert worker.events(SHOP.id) == ["opened", "message-added"]
    (row,) = worker.rows("SELECT event_id, outcome FROM receipts WHERE event_id = 'b-1'")
    assert row == ("b-1", "refused")
    assert worker.rows(LETTERS) == [(1, "internal-error", bad.id, False)]


def test_two_workers_that_meet_the_same_message_take_it_once(database: Database) -> None:
    with intake_pool(database) as pool:
        first, second = Worker(pool, lambda: NOW), Worker(pool, lambda: NOW)
        first.takes(SHOP.opens())
        second.hold(TopicPartition(INBOUND, 1))
        meet(first, second, SHOP.says("hello"))
        assert first.events(SHOP.id) == ["opened", "message-added"]
        assert first.outcomes() == {"accepted": 2, "duplicate": 1}


def test_two_workers_that_meet_states_of_one_ticket_keep_the_later_one(
    database: Database,
) -> None:
    with intake_pool(database) as pool:
        first, second = Worker(pool, lambda: NOW), Worker(pool, lambda: NOW)
        first.takes(SHOP.opens(), SHOP.reports(1, "open"))
        second.hold(TopicPartition(INBOUND, 1))
        meet(first, second, SHOP.reports(2, "resolved"), SHOP.reports(3, "open"))
        assert first.rows("SELECT sequence FROM source_states") == [(3,)]
        assert first.events(SHOP.id) == ["opened", "status-changed"]
        assert first.outcomes() == {"accepted": 2, "unchanged": 1, "superseded": 1}


def meet(first: Worker, second: Worker, mine: Told, theirs: Told | None = None) -> None:
    """The second worker takes its record while the first has read but not yet written."""
    decider = first.inbox._decider
    decide = decider.decide

    def late(tx: object, records: object) -> None:
        decide(tx, records)  # type: ignore[arg-type]
        decider.decide = decide  # type: ignore[method-assign]
        second.takes(theirs or mine)

    decider.decide = late  # type: ignore[method-assign]
    first.takes(mine)
