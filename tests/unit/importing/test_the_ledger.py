"""The first final receipt of a record says what became of it; nothing else counts."""

from typing import Any

import orjson

from firstline_console.importing.ledger import Ledger


def receipt(event_id: str, outcome: str, source: str = "/import/servicenow", **data: Any) -> bytes:
    place = {"topic": "inbound-ticket-v1", "partition": 0, "offset": 7}
    body = {"event_source": source, "event_id": event_id, "outcome": outcome, **place, **data}
    return orjson.dumps({"type": "firstline.intake.receipt-issued.v1", "data": body})


def test_a_final_receipt_closes_a_record() -> None:
    ledger = Ledger(["A:1", "A:2"])
    assert ledger.take(receipt("A:1", "accepted", events=4))
    assert ledger.rows.open == {"A:2"}
    assert ledger.rows.outcomes == {"accepted": 1}
    assert ledger.rows.events == 4


def test_a_held_record_is_still_open() -> None:
    ledger = Ledger(["A:1"])
    assert not ledger.take(receipt("A:1", "held"))
    assert ledger.open == 1


def test_a_second_receipt_changes_nothing() -> None:
    ledger = Ledger(["A:1"])
    ledger.take(receipt("A:1", "accepted"))
    assert not ledger.take(receipt("A:1", "superseded"))
    assert ledger.rows.outcomes == {"accepted": 1}


def test_receipts_of_others_are_not_ours() -> None:
    ledger = Ledger(["A:1"])
    assert not ledger.take(receipt("A:1", "accepted", source="/shop"))
    assert not ledger.take(receipt("A:1", "accepted", source="/shop", reason="/import/servicenow"))
    assert ledger.open == 1


def test_rows_and_observations_are_counted_apart() -> None:
    ledger = Ledger(["A:1"], ["A:observed:2016-03-09T18:00:00Z"])
    ledger.take(receipt("A:1", "unchanged"))
    ledger.take(receipt("A:observed:2016-03-09T18:00:00Z", "accepted"))
    assert ledger.rows.outcomes == {"unchanged": 1}
    assert ledger.observations.outcomes == {"accepted": 1}
    assert ledger.answered == 2


def test_a_refusal_keeps_its_place_and_reason() -> None:
    ledger = Ledger(["A:1"])
    ledger.take(receipt("A:1", "refused", code="too-early", reason="before 1970"))
    [refused] = ledger.rows.refused
    assert (refused.partition, refused.offset, refused.code) == (0, 7, "too-early")
    assert refused.reason == "before 1970"


def test_a_refusal_of_an_earlier_run_leaves_the_row_open() -> None:
    ledger = Ledger(["A:1"])
    ledger.catching_up = True
    assert not ledger.take(receipt("A:1", "refused", code="too-early", reason="before 1970"))
    ledger.catching_up = False
    assert ledger.take(receipt("A:1", "accepted"))
    assert ledger.rows.outcomes == {"accepted": 1}
    assert ledger.rows.refused == []
