"""The requester asks for the next line: answered once, in words that they can read."""

import pytest

from firstline_escalation.domain import errors
from firstline_escalation.domain.case import Case
from firstline_events.vocabulary import Referral, Timeline
from tests.support.cases import LINES, SYSTEM, by, last, on_second, opened


def asked(case: Case | None = None, request: int = 1) -> Case:
    case = case or opened()
    case.take_request(request, LINES, SYSTEM)
    return case


def test_a_request_waits_for_the_line_that_has_the_case() -> None:
    case = asked()
    assert case.open_request == 1
    assert isinstance(last(case), Case.RequestTaken)
    assert last(case).line == "first"


def test_escalating_accepts_it_and_says_what_the_requester_is_told() -> None:
    case = asked()
    case.escalate("Beyond us.", LINES, by(), request=1, reply="The network people look at it.")
    assert (last(case).request, last(case).reply) == (1, "The network people look at it.")
    assert case.open_request is None


def test_escalating_accepts_an_open_request_without_being_told() -> None:
    case = asked()
    case.escalate("Beyond us.", LINES, by())
    assert (last(case).request, case.open_request) == (1, None)


def test_declining_it_tells_the_requester_why() -> None:
    case = asked()
    case.decline(1, "We are nearly there.", by())
    assert isinstance(last(case), Case.RequestDeclined)
    assert (last(case).reply, last(case).line, case.open_request) == (
        "We are nearly there.",
        "first",
        None,
    )


@pytest.mark.parametrize("reply", [None, "  "])
def test_declining_without_a_reply_is_refused(reply: str | None) -> None:
    with pytest.raises(errors.ReplyMissing, match="the requester reads it"):
        asked().decline(1, reply, by())


@pytest.mark.parametrize("request_number", [1, 2])
def test_a_request_that_is_not_open_cant_be_answered(request_number: int) -> None:
    case = asked()
    case.decline(1, "No.", by())
    with pytest.raises(errors.RequestNotOpen, match="no request is open"):
        case.decline(request_number, "No.", by())
    with pytest.raises(errors.RequestNotOpen):
        case.escalate("Beyond us.", LINES, by(), request=request_number)


def test_the_refusal_names_the_request_that_is_open() -> None:
    with pytest.raises(errors.RequestNotOpen, match="the open one is 1") as refused:
        asked().decline(2, "No.", by())
    assert refused.value.members == {"open": 1}


def test_a_second_request_while_one_is_open_is_declined_and_the_first_stays_open() -> None:
    case = asked(asked(), 2)
    assert "asked already" in last(case).reply
    assert (last(case).request, case.open_request) == (2, 1)


def test_a_line_is_asked_once() -> None:
    case = asked()
    case.decline(1, "No.", by())
    asked(case, 2)
    assert "Line first has answered such a request before" in last(case).reply
    case.escalate("Beyond us.", LINES, by())
    assert asked(case, 3).open_request == 3


def test_nobody_is_above_the_highest_line() -> None:
    case = on_second()
    case.escalate("Still broken.", LINES, by())
    assert "the highest one" in last(asked(case)).reply


@pytest.mark.parametrize("end", ["ended", "referred", "imported"])
def test_a_request_about_a_case_that_nobody_works_on_here_is_declined(end: str) -> None:
    case = opened(timeline=Timeline.SOURCE if end == "imported" else Timeline.LIVE)
    if end == "ended":
        case.end("resolved", SYSTEM)
    if end == "referred":
        case.refer(Referral.VENDOR, "call them", None, by())
    asked(case)
    assert isinstance(last(case), Case.RequestDeclined)
    assert case.open_request is None


def test_the_end_of_a_case_answers_its_open_request() -> None:
    case = asked()
    case.end("resolved", SYSTEM)
    declined, ended = case.pending_events[-2:]
    assert isinstance(declined, Case.RequestDeclined)
    assert "resolved before your request was answered" in declined.reply
    assert isinstance(ended, Case.Ended)
