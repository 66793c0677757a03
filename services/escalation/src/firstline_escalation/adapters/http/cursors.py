"""Opaque cursors: a place in the queue as a word for the next request."""

import base64
import binascii

import msgspec

from firstline_chassis.problems import Problem
from firstline_escalation.read_models.queue_rows import Turn


def to_cursor(turn: Turn) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(turn)).decode().rstrip("=")


def from_cursor(cursor: str) -> Turn:
    """Raises Problem for a cursor that this service didn't give."""
    try:
        turn = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "==="), type=Turn)
    except (binascii.Error, ValueError):
        raise _refused() from None
    if abs(turn.rank) >= 2**15 or abs(turn.behind) >= 2**31 or turn.opened_at.tzinfo is None:
        raise _refused()
    return turn


def _refused() -> Problem:
    remedy = "Take `next` of the page before as it is, or begin without a cursor."
    return Problem(400, "bad-cursor", "This cursor is not one of ours", remedy)
