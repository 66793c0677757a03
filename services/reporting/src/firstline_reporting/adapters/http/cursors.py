"""Opaque cursors: a place in a listing as a word for the next request."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from firstline_chassis.problems import Problem
from firstline_reporting.read_models.ticket_listing import Place
from firstline_reporting.read_models.ticket_story import Spot


def to_cursor(place: Place | Spot) -> str:
    words = [one.isoformat() if isinstance(one, datetime) else str(one) for one in place]
    return base64.urlsafe_b64encode(" ".join(words).encode()).decode().rstrip("=")


def to_place(cursor: str) -> Place:
    """Raises Problem for a cursor that this service didn't give."""
    first, second = _words(cursor)
    try:
        place = Place(datetime.fromisoformat(first), UUID(second))
    except ValueError:
        raise _refused() from None
    if place.opened_at.tzinfo is None:
        raise _refused()
    return place


def to_spot(cursor: str) -> Spot:
    """Raises Problem for a cursor that this service didn't give."""
    first, second = _words(cursor)
    if not second.isdecimal() or len(second) > 18 or "\0" in first:
        raise _refused()
    return Spot(first, int(second))


def _words(cursor: str) -> tuple[str, str]:
    try:
        first, second = base64.urlsafe_b64decode(cursor + "===").decode().split(" ")
    except (binascii.Error, ValueError):
        raise _refused() from None
    return first, second


def _refused() -> Problem:
    remedy = "Take `next` of the page before as it is, or begin without a cursor."
    return Problem(400, "bad-cursor", "This cursor is not one of ours", remedy)
