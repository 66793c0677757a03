"""Changes of place and ends of work: rows that a case makes as it goes."""

from typing import NamedTuple

from firstline_chassis.sequenced import Arrival
from firstline_events.escalation import CaseEscalated, CaseHandedBack, Moved, SourceFollowed
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.said import BY, KEY, by, counted

MOVES = Landing(
    "moves_v1",
    (
        *KEY,
        ("kind", "text"),
        ("from_line", "text"),
        ("from_queue", "text"),
        ("to_line", "text"),
        ("to_queue", "text"),
        ("direct", "bool"),
        ("returned", "bool"),
        ("from_agent", "text"),
        *BY,
        ("policy", "text"),
    ),
    "",
)
CASE_ENDS = Landing(
    "case_ends_v1",
    (
        ("ticket_id", "uuid"),
        ("sequence", "int8"),
        ("intake_sequence", "int8"),
        ("at", "timestamptz"),
        ("why", "text"),
        ("line", "text"),
        ("queue", "text"),
        ("assignee", "text"),
        ("owner", "text"),
    ),
    "",
)
_KINDS: dict[type, str] = {CaseEscalated: "escalated", CaseHandedBack: "handed_back"}


def moved(arrival: Arrival, said: Moved, agent: str | None) -> Row:
    """A hand-over, or a move by the desk's own rules; `agent` had the case before."""
    kind = _KINDS.get(type(said), "routed")
    places = (said.previous_line, said.previous_queue, said.line, said.queue)
    return (
        *counted(arrival), kind, *places, True, said.returned, agent, *by(arrival), said.policy,
    )  # fmt: skip


class Followed(NamedTuple):
    """What the case knows of a move by its source: from where, from whom, and whether back."""

    last: str
    agent: str | None
    direct: bool
    returned: bool


def followed(arrival: Arrival, said: SourceFollowed, came: Followed) -> Row:
    """An imported ticket's own desk put it into another queue than the last known one.

    Whether that is a return goes by all queues known before, gaps between them or not.
    """
    places = (None, came.last, None, said.queue)
    told = (came.direct, came.returned, came.agent)
    return (*counted(arrival), "source", *places, *told, *by(arrival), None)
