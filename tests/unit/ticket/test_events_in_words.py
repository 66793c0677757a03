"""Every public event about a ticket can be told in a sentence."""

import json
from typing import Any

import pytest

from firstline_chassis.received import read_envelope
from firstline_console.ticket.timeline import gathering
from firstline_console.ticket.timeline.wording import sentence
from firstline_events.catalogue import topics
from tests.support.goldens import golden

TOPICS = (
    "intake-ticket-v1",
    "intake-note-v1",
    "triage-assessment-v1",
    "escalation-case-v1",
    "kb-suggestion-v1",
)
OF_DRAFTS = ("draft-deflected", "draft-opened")
"""They tell of no ticket, or not of the one that they are keyed by."""
KINDS = [
    (topic, kind)
    for topic in TOPICS
    for kind in topics()[topic].types()
    if kind.split(".")[2] not in OF_DRAFTS
] + [("kb-flow-v1", kind) for kind in sorted(gathering.WALKED)]


def told(topic: str, event: dict[str, Any]) -> tuple[str, str | None]:
    return sentence(topic, read_envelope(json.dumps(event).encode()))


@pytest.mark.parametrize(("topic", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_every_event_has_words_of_its_own(topic: str, kind: str) -> None:
    says, _ = told(topic, golden(kind))
    bare, _ = told(topic, {**golden(kind), "type": f"{kind[: -len('.v1')]}.v99"})
    assert says
    assert says != bare


@pytest.mark.parametrize(
    ("topic", "kind", "reason"),
    [
        ("triage-assessment-v1", "firstline.triage.ticket-assessed.v1", "impact medium"),
        ("escalation-case-v1", "firstline.escalation.case-opened.v1", "desk is the default"),
        ("escalation-case-v1", "firstline.escalation.case-escalated.v1", "main board"),
    ],
)
def test_a_decision_is_told_with_its_reasons(topic: str, kind: str, reason: str) -> None:
    _, why = told(topic, golden(kind))
    assert why is not None
    assert reason in why


SENTENCES = {
    "intake.ticket-closed": "closed it",
    "intake.ticket-resolved": "resolved it: ",
    "intake.ticket-merged": "merged it into ",
    "escalation.case-assigned": "took it",
    "escalation.case-routed": "moved it from ",
    "escalation.case-escalated": "escalated it from ",
    "escalation.case-handed-back": "handed it back from ",
    "escalation.request-declined": "declined request ",
    "escalation.case-ended": "ended the case, since the ticket was ",
    "triage.ticket-assessed": "gave it priority ",
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_what_follows_whoever_acted_begins_with_what_they_did(kind: str) -> None:
    topic = {"intake": TOPICS[0], "triage": TOPICS[2], "escalation": TOPICS[3]}
    says, _ = told(topic[kind.partition(".")[0]], golden(f"firstline.{kind}.v1"))
    assert says.startswith(SENTENCES[kind])


def test_a_type_that_a_newer_service_publishes_is_told_by_its_name() -> None:
    event = {**golden("firstline.intake.ticket-closed.v1"), "type": "firstline.intake.sun-rose.v1"}
    assert told("intake-ticket-v1", event) == ("sun rose", None)


def test_an_internal_note_is_told_as_such_without_its_text() -> None:
    event = golden("firstline.intake.message-added.v1")
    event["data"] |= {"visible": False, "body": ""}
    assert told("intake-ticket-v1", event) == ("left an internal note", None)
