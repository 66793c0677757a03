"""Given a ticket's row, when an event arrives, then the row and its ended spells are these."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from firstline_events import intake
from firstline_events.message import Message
from firstline_events.vocabulary import Level, Outcome, Status, Timeline
from firstline_reporting.read_models.history import Ended, Fact, Spell
from firstline_reporting.read_models.standings import STANDINGS, Standing, apply, from_row, to_row

TICKET = UUID(int=7)
OPENED_AT = datetime(2016, 3, 1, 8, tzinfo=UTC)


def opened(**words: Any) -> Message:
    fields: dict[str, Any] = {
        "number": "FL-000001",
        "timeline": Timeline.SOURCE,
        "opened_at": OPENED_AT,
        "source_status": "New",
        "classification_follows": True,
    }
    return intake.TicketOpened(**{**fields, **words})


def moved(status: Status, word: str, before: str | None) -> Message:
    return intake.TicketStatusChanged(
        status=status,
        source_status=word,
        previous_status=Status.NEW,
        previous_source_status=before,
    )


def after(*messages: Message) -> Standing:
    """The ticket after these events, an hour apart."""
    standing = Standing(TICKET)
    for number, message in enumerate(messages, start=1):
        at = OPENED_AT + timedelta(hours=number - 1)
        apply(standing, message, Fact(TICKET, number, at, number))
    return standing


def spell(value: str | None, sequence: int) -> Spell:
    return Spell(value, sequence, OPENED_AT + timedelta(hours=sequence - 1), sequence)


def test_a_ticket_is_new_from_its_opening_and_the_rest_is_unstated() -> None:
    standing = after(opened())
    assert standing.status == spell("new", 1)
    assert standing.source_status == spell("New", 1)
    assert standing.queue.sequence is None
    assert standing.ended == []


def test_a_live_ticket_has_no_word_of_a_source() -> None:
    assert after(opened(source_status=None)).source_status.sequence is None


def test_a_change_of_status_ends_the_spell_before() -> None:
    standing = after(opened(), moved(Status.OPEN, "Active", "New"))
    assert standing.status == spell("open", 2)
    later = OPENED_AT + timedelta(hours=1)
    assert Ended(TICKET, "status", 1, "new", OPENED_AT, later, 2, 1) in standing.ended
    assert Ended(TICKET, "source_status", 1, "New", OPENED_AT, later, 2, 1) in standing.ended


def test_a_change_of_the_sources_word_alone_keeps_the_status_going() -> None:
    vendor = moved(Status.WAITING_INTERNAL, "Awaiting Problem", "New")
    evidence = moved(Status.WAITING_INTERNAL, "Awaiting Evidence", "Awaiting Problem")
    standing = after(opened(), vendor, evidence)
    assert standing.status == spell("waiting_internal", 2)
    assert standing.source_status == spell("Awaiting Evidence", 3)


def test_the_first_statement_of_the_source_replaces_the_implied_word_as_first() -> None:
    assert after(opened()).first_source_status == "New"
    assert after(opened(), moved(Status.OPEN, "Active", None)).first_source_status == "Active"
    assert after(opened(), moved(Status.OPEN, "Active", "New")).first_source_status == "New"


def test_a_reopening_is_counted() -> None:
    words: dict[str, Any] = {"source_status": "x", "previous_source_status": "y"}
    resolved = intake.TicketResolved(
        status=Status.RESOLVED, previous_status=Status.OPEN, outcome=Outcome.SOLVED, **words
    )
    reopened = intake.TicketReopened(status=Status.OPEN, previous_status=Status.RESOLVED, **words)
    assert after(opened(), resolved, reopened, resolved, reopened).reopenings == 2


def test_what_the_closing_record_says_of_the_resolution_moves_no_interval() -> None:
    said = intake.SourceStatement(resolved_at=OPENED_AT - timedelta(days=1), code="code 6")
    closed = intake.TicketClosed(
        status=Status.CLOSED, previous_status=Status.NEW, source_status="Closed", statement=said
    )
    standing = after(opened(), closed)
    assert (standing.source_resolved_at, standing.source_code) == (said.resolved_at, "code 6")
    assert standing.status == spell("closed", 2)


def test_only_what_a_classification_says_has_changed_moves() -> None:
    first = intake.TicketClassified(
        changed=("impact", "urgency"),
        impact=Level.HIGH,
        urgency=Level.LOW,
        source_impact="1 - High",
        source_urgency="3 - Low",
        opened_at=OPENED_AT,
    )
    second = intake.TicketClassified(
        changed=("category",), category="Printers", opened_at=OPENED_AT
    )
    standing = after(opened(), first, second)
    assert (standing.impact, standing.urgency, standing.category) == ("high", "low", "Printers")
    assert standing.source_impact == spell("1 - High", 2)


def test_a_queue_that_is_withdrawn_is_unknown_from_then_on() -> None:
    assigned = intake.AssignmentReported(changed=("queue", "assignee"), queue="A", assignee="Ann")
    withdrawn = intake.AssignmentReported(changed=("queue",), assignee="Ann")
    standing = after(opened(), assigned, withdrawn)
    assert standing.queue == spell(None, 3)
    assert standing.assignee == spell("Ann", 2)
    assert [(one.aspect, one.value) for one in standing.ended] == [("queue", "A")]


def test_an_aspect_that_nobody_stated_stays_unstated_when_it_is_said_to_be_unknown() -> None:
    nothing = intake.AssignmentReported(changed=("queue",))
    assert after(opened(), nothing).queue.sequence is None


def test_the_sources_counter_is_remembered_at_its_highest() -> None:
    counts = [
        intake.SourceFieldsReported(changed=("reopen_count",), reopen_count=count)
        for count in (0, 3, 1)
    ]
    standing = after(opened(), *counts)
    assert (standing.reopen_count, standing.reopen_count_max) == (1, 3)


def test_two_statements_at_one_time_leave_a_spell_of_length_zero() -> None:
    standing = Standing(TICKET)
    for number, word in enumerate(("Active", "Resolved"), start=1):
        apply(standing, moved(Status.OPEN, word, None), Fact(TICKET, number, OPENED_AT, number))
    [zero] = [one for one in standing.ended if one.aspect == "source_status"]
    assert zero.valid_from == zero.valid_to == OPENED_AT


def test_an_observation_is_remembered_and_changes_nothing_else() -> None:
    seen = OPENED_AT + timedelta(days=3)
    standing = after(opened(), intake.TicketObserved(observed_at=seen))
    assert (standing.observed_at, standing.sequence) == (seen, 2)
    assert standing.ended == []


def test_a_row_that_was_written_reads_back_as_it_was() -> None:
    standing = after(opened(), moved(Status.OPEN, "Active", None))
    standing.ended.clear()
    row = to_row(standing)
    assert len(row) == len(STANDINGS.columns)
    assert from_row(row) == standing
