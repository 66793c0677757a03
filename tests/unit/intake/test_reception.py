"""Taking in what other systems send: accepted, unchanged, held or refused, never half."""

from datetime import UTC, datetime, timedelta

import pytest

from firstline_chassis.occasions import plausible
from firstline_events.vocabulary import Level, ReceiptOutcome, Status, Timeline
from firstline_intake.domain import errors
from tests.support.foreign_desk import OPENED_AT, ForeignTicket, changed, life, minute
from tests.support.intake import NOW
from tests.support.letters import Desk, letter
from tests.support.streams import Told

SHOP = ForeignTicket()
IMPORTED = ForeignTicket("INC1", "servicenow")
FAR_AHEAD = (NOW + timedelta(days=1, seconds=1)).isoformat()


def test_an_opening_opens_classifies_and_takes_the_first_message() -> None:
    desk = Desk(SHOP)
    (verdict,) = desk.takes(SHOP.opens(body="Help", impact="high", requester="bob"))
    assert (verdict.outcome, verdict.events) == (ReceiptOutcome.ACCEPTED, 3)
    assert desk.told() == ["Opened", "Classified", "MessageAdded"]
    assert (desk.ticket.timeline, desk.ticket.number) == (Timeline.LIVE, "FL-000001")
    assert desk.ticket.classification.impact is Level.HIGH
    assert desk.requester.name == "bob"


def test_an_opening_says_whether_a_classification_follows() -> None:
    for told, follows in ((SHOP.opens(), False), (SHOP.opens(urgency="low"), True)):
        desk = Desk(SHOP)
        desk.takes(told)
        opened = desk.ticket.pending_events[0]
        assert opened.classification_follows is follows  # type: ignore[attr-defined]


def test_an_opening_says_whether_the_first_message_follows() -> None:
    for told, follows in ((SHOP.opens(), False), (SHOP.opens(body="Help"), True)):
        desk = Desk(SHOP)
        desk.takes(told)
        opened = desk.ticket.pending_events[0]
        assert opened.message_follows is follows  # type: ignore[attr-defined]


def test_a_whole_life_makes_the_events_that_it_tells() -> None:
    desk = Desk(SHOP)
    verdicts = desk.takes(*life(SHOP))
    assert {verdict.outcome for verdict in verdicts} == {ReceiptOutcome.ACCEPTED}
    assert desk.told()[-3:] == ["Resolved", "Reopened", "Observed"]
    assert sum(verdict.events for verdict in verdicts) == len(desk.told())


def test_a_first_record_opens_at_its_opening_time_with_the_implied_word() -> None:
    desk = Desk(IMPORTED)
    desk.takes(IMPORTED.records(7, "Active", impact="1 - High", queue="G1", priority="2"))
    opened, classified, *_ = desk.ticket.pending_events
    assert opened.at == datetime.fromisoformat(OPENED_AT)  # type: ignore[attr-defined]
    assert opened.source_status == "New"  # type: ignore[attr-defined]
    assert classified.at == datetime.fromisoformat(minute(7))  # type: ignore[attr-defined]
    assert desk.told()[2:] == ["StatusChanged", "AssignmentReported", "SourceFieldsReported"]


def test_a_record_that_changes_nothing_is_unchanged() -> None:
    first, second = Desk(IMPORTED).takes(IMPORTED.records(1, "New"), IMPORTED.records(2, "New"))
    assert (first.outcome, second.outcome) == (ReceiptOutcome.ACCEPTED, ReceiptOutcome.UNCHANGED)
    assert second.events == 0


@pytest.mark.parametrize(
    "told", [SHOP.says("hello"), SHOP.reports(1, "open"), SHOP.observes(OPENED_AT)]
)
def test_what_comes_before_the_opening_is_held_and_changes_nothing(told: Told) -> None:
    desk = Desk(SHOP)
    (verdict,) = desk.takes(told)
    assert (verdict.outcome, verdict.code) == (ReceiptOutcome.HELD, "not-opened")
    assert desk.told() == []


def test_a_ticket_opens_once_whether_by_an_opening_or_by_a_record() -> None:
    for first in (SHOP.opens(), SHOP.records(1, "open")):
        desk = Desk(SHOP)
        desk.takes(first)
        told = len(desk.told())
        with pytest.raises(errors.TicketAlreadyOpened):
            desk.takes(SHOP.opens("another"))
        assert len(desk.told()) == told


def test_a_record_after_an_opening_is_taken_as_the_desks_first_statement() -> None:
    desk = Desk(SHOP)
    desk.takes(SHOP.opens(), SHOP.records(1, "open"))
    moved = desk.ticket.pending_events[-1]
    assert moved.previous_source_status is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "told",
    [
        SHOP.opens(opened_at="1969-12-31T23:59:59Z", requester="bob"),
        SHOP.opens(opened_at=FAR_AHEAD, requester="bob"),
        SHOP.records(1, "open", at="0001-01-01T00:00:00Z", requester="bob"),
        SHOP.records(1, "open", opened_at="9999-12-31T23:59:59Z", requester="bob"),
    ],
)
def test_a_refused_opening_leaves_neither_ticket_nor_requester(told: Told) -> None:
    desk = Desk(SHOP)
    with pytest.raises(errors.TimeNotPlausible, match="check the publisher's clock"):
        desk.takes(told)
    assert desk.told() == []
    assert desk.requester.pending_events == []
    assert desk.reception.opened == {}


@pytest.mark.parametrize(
    "told",
    [
        SHOP.says("hi", sent_at=FAR_AHEAD),
        SHOP.reports(1, "open", at="1969-01-01T00:00:00Z"),
        SHOP.observes(FAR_AHEAD),
    ],
)
def test_an_implausible_time_is_refused_and_changes_nothing(told: Told) -> None:
    desk = Desk(SHOP)
    desk.takes(SHOP.opens())
    with pytest.raises(errors.TimeNotPlausible):
        desk.takes(told)
    assert desk.told() == ["Opened"]


def test_1970_and_a_day_ahead_are_just_plausible() -> None:
    for moment in (datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(days=1)):
        plausible(moment, NOW)


def test_a_text_whose_event_would_be_too_large_is_refused_with_the_remedy() -> None:
    desk = Desk(SHOP)
    desk.takes(SHOP.opens())
    with pytest.raises(errors.TooLarge, match="send the rest as further messages"):
        desk.takes(SHOP.says("\x01" * 150_000))
    assert desk.told() == ["Opened"]


def test_a_message_on_a_closed_live_ticket_is_refused() -> None:
    desk = Desk(SHOP)
    desk.takes(SHOP.opens(), SHOP.reports(1, "closed"))
    with pytest.raises(errors.TicketAlreadyClosed):
        desk.takes(SHOP.says("one more thing"))


def test_an_unknown_word_is_kept_counted_and_changes_the_status_to_unknown() -> None:
    desk = Desk(IMPORTED)
    desk.takes(IMPORTED.records(1, "-100", impact="0 - Huge"))
    assert (desk.ticket.status, desk.ticket.standing.source_status) == (Status.UNKNOWN, "-100")
    assert desk.ticket.classification.source_impact == "0 - Huge"
    assert {word.word for word in desk.reception.unknown} == {"-100", "0 - Huge"}


def test_events_name_their_actor_their_cause_and_whom_the_publisher_names() -> None:
    told = changed(
        SHOP.opens("e-1"), actorkind="agent", actorid="ada", onbehalfof="bob", tenant="north"
    )
    by = letter(told).provenance()
    assert (by.actor_kind, by.actor_id, by.on_behalf_of, by.tenant) == (
        "agent",
        "ada",
        "bob",
        "north",
    )
    assert by.causation_id == by.correlation_id == "/shop#e-1"
    assert (by.origin, by.reference) == ("shop", "4711")
    plain = letter(SHOP.opens("e-1")).provenance()
    assert (plain.actor_kind, plain.actor_id) == ("system", "/shop")


def test_the_same_reference_of_another_desk_or_tenant_is_another_ticket() -> None:
    others = [
        letter(SHOP.opens()),
        letter(ForeignTicket(SHOP.reference, "forum").opens()),
        letter(changed(SHOP.opens(), tenant="north")),
    ]
    assert len({one.ticket for one in others}) == 3
