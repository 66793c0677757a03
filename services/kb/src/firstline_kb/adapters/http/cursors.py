"""Opaque cursors: a place in a list as a word for the next request."""

import base64
import binascii

import msgspec

from firstline_chassis.problems import Problem
from firstline_kb.read_models.text_pages import Place


def to_cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def from_cursor(cursor: str, *, dated: bool) -> Place:
    """Raises Problem for a cursor that this service didn't give, or gave for another order."""
    try:
        place = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "==="), type=Place)
    except (binascii.Error, ValueError):
        raise _refused() from None
    if not 0 <= place.serial < 2**63 or dated == (place.review_on is None):
        raise _refused()
    if "\0" in place.language:
        raise _refused()
    return place


def _refused() -> Problem:
    remedy = "Take `next` of the page before as it is, with the same filters, or begin without one."
    return Problem(400, "bad-cursor", "This cursor is not one of ours", remedy)
