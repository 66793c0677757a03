"""Every private event can be read again and has its public one."""

from collections.abc import Iterator

import pytest

from firstline_chassis.aggregate import PrivateEvent
from firstline_escalation.adapters.kafka import translate as escalation
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS
from firstline_intake.domain.attaching import Attaching
from firstline_intake.domain.ticket import Ticket
from firstline_kb.adapters.kafka import translate as kb
from firstline_triage.domain.assessment import EVENTS

KNOWN = (*PRIVATE_EVENTS, *EVENTS, *escalation.PRIVATE_EVENTS, *kb.PRIVATE_EVENTS)


def kinds(parent: type[PrivateEvent] = PrivateEvent) -> Iterator[type[PrivateEvent]]:
    """Every class of private event that services store; bases have no topic."""
    for kind in parent.__subclasses__():
        if kind.TOPIC and kind.__module__.startswith("firstline_"):
            yield kind
        yield from kinds(kind)


IN_ORDER = sorted(set(kinds()), key=lambda kind: kind.TOPIC)


@pytest.mark.parametrize("kind", IN_ORDER, ids=lambda kind: kind.TOPIC)
def test_a_private_event_is_registered_and_translated(kind: type[PrivateEvent]) -> None:
    assert kind in KNOWN, "stored, it could be neither loaded nor published"


def test_no_two_private_events_share_a_topic() -> None:
    assert len({kind.TOPIC for kind in KNOWN}) == len(KNOWN) >= 13


def test_the_parts_of_an_aggregate_share_their_events_with_it() -> None:
    assert Ticket.AttachmentAdded is Attaching.AttachmentAdded
