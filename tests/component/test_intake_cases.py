"""What intake makes of escalation's events: who has a ticket, what was answered, where to go."""

from collections.abc import Iterator
from typing import Any

import pytest

from firstline_events import escalation
from firstline_events.vocabulary import Referral
from tests.support.case_events import case, place
from tests.support.intake import intake_pool
from tests.support.intake_cases import DESK, NETWORK, CaseOf, CaseReader
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, Api, checked, code_of
from tests.support.two_tickets import Desk


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with intake_pool(database) as pool:
        yield Desk(Api(pool))


@pytest.fixture
def cases(desk: Desk) -> CaseReader:
    return CaseReader(desk.api.pool)


def opened(desk: Desk, **changes: Any) -> tuple[str, CaseOf]:
    """A ticket by its number, and its case."""
    ticket = desk.opens("The network is gone", **changes)
    return ticket, CaseOf(desk.api.get(f"/{ticket}")["id"])


def who_has(desk: Desk, ticket: str) -> tuple[str | None, ...]:
    view = desk.api.get(f"/{ticket}")
    (listed,) = [one for one in desk.api.get()["items"] if one["number"] == ticket]
    names = ("line", "queue", "assignee", "owner")
    assert [view[name] for name in names] == [listed[name] for name in names]
    return tuple(view[name] for name in names)


def test_views_and_lists_show_line_queue_assignee_and_owner(desk: Desk, cases: CaseReader) -> None:
    ticket, work = opened(desk)
    assert who_has(desk, ticket) == (None, None, None, None)
    cases.takes(work.opens(), work.is_taken_by("ada"))
    assert who_has(desk, ticket) == ("first", "desk", "ada", "ada")
    cases.takes(work.is_escalated(), work.is_taken_by("ben", owner="ada"))
    assert who_has(desk, ticket) == ("second", "network", "ben", "ada")
    released = case(escalation.CaseReleased, previous_assignee="ben")
    cases.takes(work.tells(released))
    assert who_has(desk, ticket) == ("second", "network", None, "ada")
    words = place(*DESK, NETWORK, note="it was a cable", owner="ada")
    cases.takes(work.tells(case(escalation.CaseHandedBack, **words)))
    assert who_has(desk, ticket) == ("first", "desk", None, "ada")
    ended = case(escalation.CaseEnded, why="resolved")
    resumed = case(escalation.CaseResumed, line="first", queue="desk", assignee="cy", owner="ada")
    cases.takes(work.tells(ended), work.tells(resumed))
    assert who_has(desk, ticket) == ("first", "desk", "cy", "ada")


def test_a_case_on_no_line_leaves_what_the_source_says(desk: Desk, cases: CaseReader) -> None:
    ticket, work = opened(desk)
    cases.takes(work.opens(line=None, queue=None))
    with desk.api.pool.connection() as connection:
        assert connection.execute("SELECT count(*) FROM cases_v1").fetchone() == (0,)
    assert who_has(desk, ticket) == (None, None, None, None)


def requests(desk: Desk, ticket: str) -> list[tuple[str, str | None]]:
    """What became of each request, as the agents' view and the requester's say alike."""
    agents = desk.api.get(f"/{ticket}")["requests"]
    theirs = desk.api.get(f"/{ticket}/for-requester")["requests"]
    said = [(one["outcome"], one["reply"]) for one in theirs]
    assert [(one["outcome"], one["reply"]) for one in agents] == said
    return said


def test_a_request_is_open_then_taken_then_declined_with_a_reply(
    desk: Desk, cases: CaseReader
) -> None:
    ticket, work = opened(desk)
    desk.says(ticket, "is it plugged in?")
    cases.takes(work.opens())
    asked = desk.asks(ticket, "nobody understands me").json()["requests"]
    assert [one["line"] for one in asked] == ["first"]
    assert requests(desk, ticket) == [("open", None)]
    cases.takes(work.takes_request())
    assert requests(desk, ticket) == [("taken", None)]
    assert code_of(desk.asks(ticket, expect=409)) == "request-open"
    cases.takes(work.declines("we are on it, and nobody else could do more"))
    assert requests(desk, ticket) == [("declined", "we are on it, and nobody else could do more")]
    again = desk.asks(ticket, expect=409)
    assert code_of(again) == "asked-on-this-line"
    assert "on the line first before" in again.json()["detail"]


def test_an_accepted_request_says_so_and_the_next_line_may_be_asked_again(
    desk: Desk, cases: CaseReader
) -> None:
    ticket, work = opened(desk)
    desk.says(ticket, "hello")
    cases.takes(work.opens())
    desk.asks(ticket)
    cases.takes(work.takes_request(), work.is_escalated(1, "the network people have it"))
    assert requests(desk, ticket) == [("accepted", "the network people have it")]
    (_, second) = desk.asks(ticket, "still nothing").json()["requests"]
    assert (second["request"], second["line"], second["outcome"]) == (2, "second", "open")


@pytest.mark.parametrize(
    ("to", "outcome"),
    [
        (Referral.TRAINING, "referred"),
        (Referral.DEPARTMENT, "referred"),
        (Referral.VENDOR, "vendor"),
    ],
)
def test_a_referral_resolves_the_ticket_and_tells_where_to_go(
    desk: Desk, cases: CaseReader, to: Referral, outcome: str
) -> None:
    ticket, work = opened(desk)
    cases.takes(work.opens(), work.is_referred(to, "room 7, on Mondays"))
    view = desk.api.get(f"/{ticket}")
    assert (view["status"], view["outcome"]) == ("resolved", outcome)
    theirs = desk.api.get(f"/{ticket}/for-requester")
    assert theirs["referral"] == {"to": to.value, "where": "room 7, on Mondays"}
    (message,) = theirs["messages"]
    assert message["body"].endswith("room 7, on Mondays")
    assert (message["author_kind"], message["author"]) == ("system", None)
    assert desk.says(ticket, "that does not help", BOB)["status"] == "open"


@pytest.mark.parametrize(
    ("rest", "messages"), [("resolve", 1), ("close", 0)], ids=["resolved", "closed"]
)
def test_a_referral_moves_nothing_that_rests_already(
    desk: Desk, cases: CaseReader, rest: str, messages: int
) -> None:
    ticket, work = opened(desk)
    desk.api.post(f"/{ticket}/{rest}", {"actor": ADA})
    before = desk.api.get(f"/{ticket}")
    cases.takes(work.opens(), work.is_referred(Referral.VENDOR, "the vendor's hotline"))
    after = desk.api.get(f"/{ticket}")
    assert (after["status"], after["outcome"]) == (before["status"], before["outcome"])
    assert len(after["messages"]) == messages


def test_a_redelivery_changes_nothing(desk: Desk, cases: CaseReader) -> None:
    ticket, work = opened(desk)
    told = [work.opens(), work.is_taken_by("ada"), work.is_referred(Referral.VENDOR, "there")]
    cases.takes(*told)
    once = desk.api.get(f"/{ticket}")
    cases.takes(*told)
    assert desk.api.get(f"/{ticket}") == once


def test_a_case_of_no_ticket_is_a_dead_letter_that_blocks_nobody_else(
    desk: Desk, cases: CaseReader
) -> None:
    nobody = CaseOf("00000000-0000-4000-8000-000000000000")
    ticket, work = opened(desk)
    cases.takes(nobody.opens(), nobody.is_referred(Referral.VENDOR, "there"), work.opens())
    letters = checked(desk.api.client.get("/v1/dead-letters"), 200).json()["items"]
    assert [letter["code"] for letter in letters] == ["refused"]
    assert "never opened" in letters[0]["reason"]
    assert who_has(desk, ticket)[0] == "first"
