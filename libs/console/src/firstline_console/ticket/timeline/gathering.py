"""A ticket's events from all services, in the order in which they count."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import orjson

from firstline_chassis.asking import CannotTell, Refused
from firstline_chassis.received import Received, read_envelope
from firstline_console.service_http import pages, service
from firstline_events.catalogue import topics
from firstline_events.walks import FlowAttached, FlowEnded, FlowStarted

PATHS = {
    "intake": "/v1/tickets/{ticket}/events",
    "triage": "/v1/assessments/{ticket}/events",
    "escalation": "/v1/cases/{ticket}/events",
    "kb": "/v1/tickets/{ticket}/events",
}
"""Where each service shows the public events of one ticket."""
WALKS = "/v1/tickets/{ticket}/walks"
WALK = "/v1/walks/{ticket}/events"
WALKED = frozenset(one.TYPE for one in (FlowStarted, FlowEnded, FlowAttached))
"""What of a walk is told: the way that was taken is in these, whole."""
_ORDER = tuple(PATHS)
REPORTED = "/v1/tickets/{ticket}/events"


class Told(NamedTuple):
    """One event, with who published it, and whether reporting has it; None where nobody knows."""

    service: str
    envelope: Received
    raw: dict[str, Any]
    reported: bool | None

    @property
    def topic(self) -> str:
        return self.envelope.source.rpartition("/")[2]


class Gathered(NamedTuple):
    """What was told, and why the services that told nothing were silent."""

    events: list[Told]
    silent: list[CannotTell]


def gather(ticket: str, *, reporting: bool = True) -> Gathered:
    """All events of the ticket with this id. Raises CannotTell where intake does not answer.

    Without `reporting` it isn't asked, and nothing is known of what it has.
    """
    silent: list[CannotTell] = []
    known = _known_to_reporting(ticket, silent) if reporting else None
    found = [each for name in PATHS for each in _events(name, ticket, known, silent)]
    found += walks_of(ticket, silent)
    return Gathered(sorted(found, key=_turn), silent)


def _turn(told: Told) -> tuple[Any, ...]:
    """Events of one topic keep their sequence; between topics, what counts earlier comes first."""
    one = told.envelope
    return (one.effectivetime, one.recordedtime, _ORDER.index(told.service), one.sequence)


def _events(
    name: str, ticket: str, known: set[tuple[str, int]] | None, silent: list[CannotTell]
) -> Iterator[Told]:
    try:
        for item in list(_pages(name, PATHS[name], ticket)):
            one = read_envelope(orjson.dumps(item))
            yield Told(name, one, item, _is_reported(one, known))
    except Refused as refusal:
        if name == "intake" or refusal.status != 404:
            raise
    except CannotTell as error:
        if name == "intake":
            raise
        silent.append(error)


def walks_of(ticket: str, silent: list[CannotTell]) -> list[Told]:
    """What of the walks that the ticket has is told; none where kb does not answer."""
    try:
        return [
            Told("kb", event, item, None)  # reporting keeps these by the walk, not by the ticket
            for walk in _pages("kb", WALKS, ticket)
            for item in _pages("kb", WALK, walk["id"])
            if (event := read_envelope(orjson.dumps(item))).type in WALKED
        ]
    except CannotTell as error:
        silent.append(error)
        return []


def _is_reported(one: Received, known: set[tuple[str, int]] | None) -> bool | None:
    """None where reporting does not answer, or does not read the topic."""
    topic = one.source.rpartition("/")[2]
    read = topic in topics() and "reporting" in topics()[topic].consumers
    return None if known is None or not read else (topic, one.position) in known


def _known_to_reporting(ticket: str, silent: list[CannotTell]) -> set[tuple[str, int]] | None:
    try:
        rows = list(_pages("reporting", REPORTED, ticket, "cursor"))
    except Refused:
        return set()
    except CannotTell as error:
        silent.append(error)
        return None
    return {(row["topic"], row["sequence"]) for row in rows}


def _pages(name: str, path: str, ticket: str, following: str = "after") -> Iterator[dict[str, Any]]:
    return pages(partial(service(name).get, path.format(ticket=ticket)), following)
