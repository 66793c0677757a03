"""What must hold before a case changes; each refusal says the remedy."""

from firstline_escalation.domain import errors
from firstline_escalation.domain.state import CaseState
from firstline_escalation.domain.values import Occasion
from firstline_events.vocabulary import ActorKind, Timeline

_GOES_LIVE = {
    None: "it goes live as soon as somebody replies, leaves a note or sets its status (all open"
    " ones: `firstline import adopt`).",
    "merged": "unmerge it to work on it.",
}
"""What makes an imported ticket live, by how its case has ended."""


def workable(case: CaseState, occasion: Occasion) -> None:
    """Raises NotForRequesters, CaseFollowsItsSource, CaseHasEnded, CaseIsReferred."""
    for_the_desk(occasion)
    lives_here(case)
    not_ended(case)


def for_the_desk(occasion: Occasion) -> None:
    if occasion.by.actor_kind == ActorKind.REQUESTER.value:
        raise errors.NotForRequesters(
            "Cases are for the desk; a requester asks to be escalated through the ticket."
        )


def lives_here(case: CaseState) -> None:
    if case.timeline is Timeline.SOURCE:
        how = _GOES_LIVE.get(case.ended, f"it is {case.ended}, and goes live by being reopened.")
        raise errors.CaseFollowsItsSource(
            f"The ticket is imported and follows its source's records; {how}"
        )


def not_ended(case: CaseState) -> None:
    if case.ended is not None:
        remedy = "unmerge the ticket" if case.ended == "merged" else "reopen the ticket"
        raise errors.CaseHasEnded(
            f"The ticket was {case.ended}, and the case has ended; {remedy} to work on it again.",
            why=case.ended,
        )
    if case.referred:
        raise errors.CaseIsReferred(
            "The case was referred elsewhere, and its ticket is being resolved;"
            " reopen the ticket if it is ours after all."
        )


def free_for(case: CaseState, agent: str) -> None:
    """Raises CaseIsTaken, which names who has it."""
    if case.assignee == agent:
        raise errors.CaseIsTaken("You have this case already.", assignee=agent)
    if case.assignee is not None:
        raise errors.CaseIsTaken(
            f"{case.assignee} has this case; take another one, or ask {case.assignee} to release"
            " it.",
            assignee=case.assignee,
        )


def assigned_otherwise(case: CaseState, agent: str) -> None:
    if case.assignee == agent:
        raise errors.CaseIsAssignedSo(f"{agent} has this case already.", assignee=agent)


def somebody_has_it(case: CaseState) -> str:
    """Who has it. Raises NobodyHasIt."""
    if case.assignee is None:
        raise errors.NobodyHasIt("Nobody has this case: it waits in its queue to be taken.")
    return case.assignee


def found_something(findings: str | None) -> str:
    """The findings. Raises FindingsMissing."""
    if findings is None or not findings.strip():
        raise errors.FindingsMissing("Say what was found and tried: the next line begins there.")
    return findings


def noted(note: str | None) -> str:
    """The note. Raises NoteMissing."""
    if note is None or not note.strip():
        raise errors.NoteMissing("Say why it goes back, and what the lower line has to do now.")
    return note


def replied(reply: str | None) -> str:
    """The reply. Raises ReplyMissing."""
    if reply is None or not reply.strip():
        raise errors.ReplyMissing("Say why the line keeps the case; the requester reads it.")
    return reply


def request_is_open(case: CaseState, request: int) -> None:
    if case.open_request != request:
        known = (
            "no request is open"
            if case.open_request is None
            else f"the open one is {case.open_request}"
        )
        raise errors.RequestNotOpen(
            f"Request {request} waits for no answer: {known}.", open=case.open_request
        )


def no_major_incident_yet(case: CaseState) -> None:
    if case.major_incident:
        raise errors.MajorIncidentAlready("It is declared a major incident already; lift it first.")


def a_major_incident(case: CaseState) -> None:
    if not case.major_incident:
        raise errors.NoMajorIncident("It is no major incident: there is nothing to lift.")
