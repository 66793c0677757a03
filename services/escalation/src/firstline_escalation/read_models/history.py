"""What happened to a case, in words that everybody understands."""

from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch

from pydantic import BaseModel, ConfigDict

from firstline_chassis.aggregate import PrivateEvent
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.moving import Moved
from firstline_escalation.domain.state import CaseEvent


class Entry(BaseModel):
    """One event of a case; times in UTC."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    version: int
    at: datetime
    """When it happened."""
    recorded_at: datetime
    actor_kind: str
    actor: str
    on_behalf_of: str | None
    what: str
    """The kind of event: `case.escalated`."""
    words: str
    text: str | None
    """What the actor wrote: findings, a note, a reason."""
    intake_sequence: int
    triage_sequence: int


def history_of(events: Sequence[PrivateEvent]) -> list[Entry]:
    """The entries of a case's events, in order."""
    return [_entry(event) for event in events if isinstance(event, CaseEvent)]


def _entry(event: CaseEvent) -> Entry:
    return Entry(
        version=event.originator_version,
        at=event.at,
        recorded_at=event.timestamp,
        actor_kind=event.by.actor_kind,
        actor=event.by.actor_id,
        on_behalf_of=event.by.on_behalf_of,
        what=event.TOPIC.removeprefix("escalation."),
        words=words_of(event),
        text=_written(event),
        intake_sequence=event.intake_sequence,
        triage_sequence=event.triage_sequence,
    )


def _written(event: CaseEvent) -> str | None:
    for name in ("findings", "note", "where"):
        if (said := getattr(event, name, None)) is not None:
            return str(said)
    machine = isinstance(event, Case.Opened | Case.Routed) and event.by.actor_kind == "system"
    return None if machine else getattr(event, "reason", None)


@singledispatch
def words_of(event: CaseEvent) -> str:
    """The event as a sentence, without its time and its actor."""
    raise TypeError(f"{type(event).__name__} has no words")


@words_of.register
def _opened(event: Case.Opened) -> str:
    if event.line is None:
        return f"Opened: {event.reason}."
    return f"Opened on line {event.line} in {event.queue}: {event.reason} ({event.policy})."


@words_of.register
def _routed(event: Case.Routed) -> str:
    return f"Routed to {_whither(event)}: {event.reason} ({event.policy})."


@words_of.register
def _escalated(event: Case.Escalated) -> str:
    accepted = f", which accepts request {event.request}" if event.request else ""
    told = f"; the requester is told: {event.reply}" if event.reply else ""
    return f"Escalated to {_whither(event)}{accepted}{told}."


@words_of.register
def _handed_back(event: Case.HandedBack) -> str:
    return f"Handed back to {_whither(event)}."


@words_of.register
def _assigned(event: Case.Assigned) -> str:
    whom = f", who had it after {event.previous_assignee}" if event.previous_assignee else ""
    if event.how == "taken":
        return f"Taken by {event.assignee}{whom}; {event.owner} is the owner of record."
    return f"Assigned to {event.assignee}{whom}; {event.owner} is the owner of record."


@words_of.register
def _released(event: Case.Released) -> str:
    return f"Released by {event.previous_assignee}: anybody may take it."


@words_of.register
def _request_taken(event: Case.RequestTaken) -> str:
    return f"Request {event.request} to be escalated waits for an answer by line {event.line}."


@words_of.register
def _request_declined(event: Case.RequestDeclined) -> str:
    return f"Request {event.request} is declined; the requester is told: {event.reply}"


@words_of.register
def _referred(event: Case.Referred) -> str:
    return f"Referred to {_REFERRALS[event.to.value]}: {event.where}"


@words_of.register
def _declared(_: Case.Declared) -> str:
    return "Declared a major incident."


@words_of.register
def _lifted(_: Case.Lifted) -> str:
    return "No major incident any more."


@words_of.register
def _overdue(event: Case.Overdue) -> str:
    late = " (escalation itself was behind)" if event.late else ""
    return (
        f"Triage did not answer event {event.asked} in time{late}: priority {event.priority.value}"
        f" by default ({event.policy})."
    )


@words_of.register
def _followed(event: Case.SourceFollowed) -> str:
    now = {"queue": event.queue or "none", "assignee": event.assignee or "nobody"}
    told = ", ".join(f"{name} {now[name]}" for name in event.changed)
    return f"Its own desk says: {told}."


@words_of.register
def _ended(event: Case.Ended) -> str:
    return f"Ended: the ticket was {event.why}."


@words_of.register
def _resumed(event: Case.Resumed) -> str:
    where = f"line {event.line} in {event.queue}" if event.line else f"{event.queue}"
    whom = f"with {event.assignee}" if event.assignee else "for anybody to take"
    return f"Resumed: back on {where}, {whom}."


_REFERRALS = {"training": "training", "department": "another department", "vendor": "a vendor"}


def _whither(event: Moved) -> str:
    back = ", where it has been before" if event.returned else ""
    return f"line {event.line} in {event.queue}{back} (move {event.moves})"
