"""What escalation does with intake's and triage's events, over a real store."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from firstline_events.vocabulary import Priority, Timeline
from tests.support.case_streams import Spoken
from tests.support.case_worker import CaseWorker, case_worker
from tests.support.servers import Database

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def worker(database: Database, watch: Watch) -> Iterator[CaseWorker]:
    with case_worker(database, watch) as worker:
        yield worker


def test_an_opened_and_classified_ticket_is_routed_once(worker: CaseWorker) -> None:
    ticket = Spoken()
    worker.takes(*ticket.begins("hardware"))
    (event,) = worker.events(ticket.id)
    assert event.type.endswith("case-opened.v1")
    assert (event.data["intake_sequence"], event.data["triage_sequence"]) == (2, 0)
    assert (event.data["line"], event.data["policy"]) == ("first", "lines@1")
    assert (event.position, event.causationid) == (1, f"/firstline/intake-ticket-v1#{ticket.id}:2")
    case = worker.case(ticket.id)
    assert (case.priority, case.score, case.category) == (Priority.HIGH, 300, "hardware")


def test_a_ticket_without_a_classification_is_routed_at_once(worker: CaseWorker) -> None:
    ticket = Spoken()
    worker.takes(ticket.opens(classification_follows=False), ticket.is_skipped())
    (event,) = worker.events(ticket.id)
    assert (event.data["queue"], event.data["intake_sequence"]) == ("desk", 1)
    assert worker.case(ticket.id).priority is None


def test_later_events_wait_until_triage_has_answered_and_are_taken_then(worker: CaseWorker) -> None:
    ticket = Spoken()
    worker.takes(ticket.opens(), ticket.is_classified(), ticket.is_talked_about())
    answer = ticket.is_assessed(2)
    worker.takes(ticket.is_resolved())
    assert (worker.told(ticket.id), worker.waiting()) == (["case-opened"], 1)
    worker.takes(answer)
    assert (worker.told(ticket.id), worker.waiting()) == (["case-opened", "case-ended"], 0)
    ended = worker.events(ticket.id)[1]
    assert (ended.data["intake_sequence"], ended.data["triage_sequence"]) == (4, 1)
    assert worker.rows("SELECT * FROM timers") == []


def test_a_wait_within_one_batch_leaves_nothing_behind(worker: CaseWorker) -> None:
    ticket = Spoken()
    opened, classified = ticket.opens(), ticket.is_classified()
    answer = ticket.is_assessed(2)
    worker.takes(opened, classified, ticket.is_resolved(), answer)
    assert (worker.told(ticket.id), worker.waiting()) == (["case-opened", "case-ended"], 0)
    assert worker.rows("SELECT * FROM timers") == []


def test_whoever_waits_behind_a_question_that_waited_waits_on(worker: CaseWorker) -> None:
    ticket = Spoken()
    worker.takes(ticket.opens(), ticket.is_classified("vpn"), ticket.is_classified("hardware"))
    worker.takes(ticket.is_resolved())
    worker.takes(ticket.is_assessed(2))
    assert worker.case(ticket.id).waits_for == 3
    assert (worker.told(ticket.id), worker.waiting()) == (["case-opened"], 1)
    worker.takes(ticket.is_assessed(3))
    assert (worker.told(ticket.id), worker.waiting()) == (["case-opened", "case-ended"], 0)


def test_an_answer_that_comes_before_its_question_makes_nobody_wait(worker: CaseWorker) -> None:
    ticket = Spoken()
    opened, classified, answer = ticket.begins()
    worker.takes(answer)
    worker.takes(opened, classified, ticket.is_resolved())
    assert worker.told(ticket.id) == ["case-opened", "case-ended"]
    assert worker.events(ticket.id)[0].data["triage_sequence"] == 1


def test_after_five_seconds_the_case_goes_on_with_the_default_priority(
    worker: CaseWorker, watch: Watch
) -> None:
    ticket = Spoken()
    worker.takes(ticket.opens(), ticket.is_classified(), ticket.is_resolved())
    watch.goes_on(4.9)
    assert worker.timers.turn() == 0
    watch.goes_on(0.2)
    assert worker.timers.turn() == 1
    assert worker.told(ticket.id) == ["case-opened", "assessment-overdue", "case-ended"]
    overdue = worker.events(ticket.id)[1]
    assert overdue.data["asked"] == 2
    assert (overdue.data["priority"], overdue.data["policy"]) == ("moderate", "lines@1")
    assert overdue.time == NOW + timedelta(seconds=5)
    assert (worker.waiting(), worker.timers.turn()) == (0, 0)


def test_an_answer_after_the_wait_still_sets_the_priority(worker: CaseWorker, watch: Watch) -> None:
    ticket = Spoken()
    worker.takes(ticket.opens(), ticket.is_classified())
    watch.goes_on(6)
    worker.timers.turn()
    assert worker.case(ticket.id).priority is Priority.MODERATE
    worker.takes(ticket.is_assessed(2))
    assert worker.case(ticket.id).priority is Priority.HIGH
    assert worker.told(ticket.id) == ["case-opened", "assessment-overdue"]


def test_an_answer_in_time_leaves_no_timer(worker: CaseWorker, watch: Watch) -> None:
    ticket = Spoken()
    worker.takes(ticket.opens(), ticket.is_classified())
    assert [row[0] for row in worker.rows("SELECT kind FROM timers")] == ["assessment overdue"]
    worker.takes(ticket.is_assessed())
    watch.goes_on(60)
    assert worker.timers.turn() == 0
    assert worker.told(ticket.id) == ["case-opened"]


def test_a_worker_that_held_an_event_while_the_wait_ended_decides_again(
    worker: CaseWorker, watch: Watch
) -> None:
    ticket = Spoken()
    worker.takes(ticket.opens(), ticket.is_classified())
    second = CaseWorker(worker.pool, watch)
    second.case(ticket.id)
    watch.goes_on(6)
    assert worker.timers.turn() == 1
    worker.takes(ticket.is_resolved())
    assert worker.told(ticket.id) == ["case-opened", "assessment-overdue", "case-ended"]
    assert worker.waiting() == 0


def test_an_imported_ticket_waits_for_nobody_and_follows_its_source(worker: CaseWorker) -> None:
    ticket = Spoken(imported=True)
    worker.takes(ticket.opens(), ticket.is_classified(), ticket.is_assigned("Group 70"))
    worker.takes(ticket.is_assigned("Group 24", "Resolver 12"), ticket.is_closed())
    assert worker.told(ticket.id) == [
        "case-opened",
        "source-followed",
        "source-followed",
        "case-ended",
    ]
    assert (worker.waiting(), worker.rows("SELECT * FROM timers")) == (0, [])
    assert worker.events(ticket.id)[0].origin == "harbour"


def test_a_ticket_that_goes_live_gets_a_queue_of_ours_and_is_resumed_there(
    worker: CaseWorker,
) -> None:
    ticket = Spoken(imported=True)
    worker.takes(*ticket.begins(), ticket.is_assigned("Group 70", "Resolver 12"))
    worker.takes(ticket.goes_live())
    case = worker.case(ticket.id)
    assert (case.line, case.queue, case.assignee) == ("first", "desk", None)
    assert case.timeline is Timeline.LIVE
    worker.takes(ticket.is_resolved(), ticket.is_reopened())
    assert worker.told(ticket.id)[-2:] == ["case-ended", "case-resumed"]


def test_a_closed_import_that_goes_live_is_placed_when_it_is_reopened(worker: CaseWorker) -> None:
    ticket = Spoken(imported=True)
    worker.takes(*ticket.begins(), ticket.is_assigned("Group 70"), ticket.is_closed())
    worker.takes(ticket.goes_live(), ticket.is_reopened())
    case = worker.case(ticket.id)
    assert (case.ended, case.line, case.queue) == (None, "first", "desk")
    assert worker.told(ticket.id)[-2:] == ["case-ended", "case-resumed"]


def test_a_changed_category_moves_what_nobody_has_taken(worker: CaseWorker) -> None:
    ticket = Spoken()
    worker.takes(*ticket.begins())
    worker.takes(ticket.is_classified("hardware"), ticket.is_assessed())
    assert worker.case(ticket.id).category == "hardware"
    assert worker.told(ticket.id) == ["case-opened"]


def test_merged_tickets_end_and_unmerged_ones_resume(worker: CaseWorker) -> None:
    ticket = Spoken()
    worker.takes(*ticket.begins(), ticket.is_merged(), ticket.is_reopened(), ticket.is_unmerged())
    assert worker.told(ticket.id) == ["case-opened", "case-ended", "case-resumed"]
    assert worker.events(ticket.id)[1].data["why"] == "merged"


def test_every_request_to_be_escalated_is_answered_or_open(worker: CaseWorker) -> None:
    ticket = Spoken()
    worker.takes(*ticket.begins(), ticket.asks_to_be_escalated(), ticket.asks_to_be_escalated(2))
    assert worker.told(ticket.id) == ["case-opened", "request-taken", "request-declined"]
    declined = worker.events(ticket.id)[2].data
    assert (declined["request"], declined["line"]) == (2, "first")
    assert "asked already" in declined["reply"]


def test_what_is_told_twice_is_taken_once(worker: CaseWorker) -> None:
    ticket = Spoken()
    story = [*ticket.begins(), ticket.is_resolved()]
    worker.takes(*story, *story)
    worker.takes(*story[1:])
    assert worker.told(ticket.id) == ["case-opened", "case-ended"]
