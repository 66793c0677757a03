"""Given an event that leaves a row of its own: the row says what, when and who, and no more."""

from typing import Any
from uuid import UUID

from firstline_events import conversation, escalation, intake, relations
from firstline_events.message import Message
from firstline_events.vocabulary import (
    ActorKind,
    Direction,
    Outcome,
    Referral,
    Relation,
    Status,
)
from firstline_reporting.read_models.facts import facts
from firstline_reporting.read_models.incidents import MAJOR_INCIDENTS, REFERRALS
from firstline_reporting.read_models.interactions import ATTACHMENTS, INTERACTIONS
from firstline_reporting.read_models.landing import Landing
from firstline_reporting.read_models.relations import RELATIONS, WENT_LIVE
from firstline_reporting.read_models.requests import REQUEST_STEPS
from firstline_reporting.read_models.rests import RATINGS, RESTS
from tests.support.case_events import BEGIN, Life, case, place

OTHER = UUID(int=8)


def row(landing: Landing, *messages: Message, agent: str | None = "ann") -> dict[str, Any]:
    """The one row that these events leave in this table."""
    life = Life().tells(0, *messages, agent=agent)
    [values] = facts(life.arrivals)[landing]
    return dict(zip((name for name, _ in landing.columns), values, strict=True))


def says(kind: ActorKind, *, visible: bool = True) -> Message:
    return intake.MessageAdded(
        message_id="m", author_kind=kind, author="ann", visible=visible, body="secret"
    )


def rests(status: Status, before: Status) -> Message:
    words: dict[str, Any] = {"status": status, "previous_status": before}
    if status is Status.RESOLVED:
        return intake.TicketResolved(**words, outcome=Outcome.REPLACED)
    return intake.TicketClosed(**words)


def test_a_message_leaves_who_and_when_but_no_text() -> None:
    told = row(INTERACTIONS, says(ActorKind.AGENT))
    assert (told["kind"], told["author_kind"], told["agent"]) == ("message", "agent", "ann")
    assert "secret" not in map(str, told.values())


def test_of_a_requester_no_name_is_kept() -> None:
    told = row(INTERACTIONS, says(ActorKind.REQUESTER), agent=None)
    assert (told["author_kind"], told["agent"]) == ("requester", None)


def test_a_contact_is_a_visible_answer_by_the_agent_who_spoke() -> None:
    spoken = conversation.ContactLogged(
        contact_id="c", channel="phone", direction=Direction.OUTBOUND, agent="bo",
        duration_seconds=240, summary="secret",
    )  # fmt: skip
    told = row(INTERACTIONS, spoken)
    assert (told["kind"], told["visible"], told["agent"]) == ("contact", True, "bo")
    assert (told["direction"], told["duration_seconds"]) == ("outbound", 240)


def test_a_file_leaves_its_kind_and_size_but_no_name() -> None:
    added = conversation.AttachmentAdded(
        attachment_id=OTHER, name="secret.png", media_type="image/png", size=12,
        sha256="0" * 64, author_kind=ActorKind.REQUESTER, author="bob", visible=True,
    )  # fmt: skip
    told = row(ATTACHMENTS, added)
    assert (told["media_type"], told["size"]) == ("image/png", 12)
    assert "secret.png" not in told.values()


def test_a_ticket_that_comes_to_rest_leaves_its_outcome() -> None:
    told = row(RESTS, rests(Status.RESOLVED, Status.OPEN))
    assert (told["kind"], told["outcome"], told["by_agent"]) == ("resolved", "replaced", "ann")


def test_closing_what_is_resolved_is_no_second_resolution() -> None:
    closing = Life().tells(0, rests(Status.CLOSED, Status.RESOLVED))
    assert facts(closing.arrivals) == {}
    assert row(RESTS, rests(Status.CLOSED, Status.OPEN))["kind"] == "closed"


def test_a_reopening_leaves_a_row() -> None:
    again = intake.TicketReopened(status=Status.OPEN, previous_status=Status.RESOLVED)
    assert row(RESTS, again)["kind"] == "reopened"


def test_a_rating_leaves_its_stars_and_cycle_but_no_comment() -> None:
    told = row(RATINGS, conversation.TicketRated(cycle=2, stars=4, comment="secret"), agent=None)
    assert (told["cycle"], told["stars"]) == (2, 4)
    assert "secret" not in told.values()


def test_a_merge_and_a_link_name_the_other_ticket() -> None:
    told = row(RELATIONS, relations.TicketMerged(into=OTHER))
    assert (told["kind"], told["other"]) == ("merged", OTHER)
    link = relations.TicketLinked(other=OTHER, relation=Relation.SPLIT_FROM)
    assert row(RELATIONS, link)["relation"] == "split_from"


def test_a_ticket_goes_live_from_an_instant() -> None:
    assert row(WENT_LIVE, relations.TicketWentLive(live_from=BEGIN))["live_from"] == BEGIN


def test_a_request_is_asked_in_one_topic_and_answered_in_the_other() -> None:
    asked = row(REQUEST_STEPS, conversation.EscalationRequested(request=1, reason="secret"))
    assert (asked["topic"], asked["step"], asked["request"]) == ("intake-ticket-v1", "asked", 1)
    there = place("second", "network", ("first", "desk"), request=1)
    accepted = row(REQUEST_STEPS, case(escalation.CaseEscalated, findings="x", **there))
    assert (accepted["topic"], accepted["step"]) == ("escalation-case-v1", "accepted")
    assert accepted["line"] == "first"


def test_an_escalation_that_nobody_asked_for_answers_no_request() -> None:
    there = place("second", "network", ("first", "desk"))
    own = Life().tells(0, case(escalation.CaseEscalated, findings="x", **there))
    assert facts(own.arrivals) == {}


def test_a_referral_leaves_where_to_in_one_word() -> None:
    sent = case(escalation.CaseReferred, to=Referral.TRAINING, where="secret")
    told = row(REFERRALS, sent)
    assert (told["refers_to"], told["by_agent"]) == ("training", "ann")
    assert "secret" not in told.values()


def test_a_major_incident_leaves_when_it_began_and_ended() -> None:
    assert row(MAJOR_INCIDENTS, case(escalation.MajorIncidentDeclared, reason="x"))["declared"]
    assert not row(MAJOR_INCIDENTS, case(escalation.MajorIncidentLifted, reason="x"))["declared"]
