"""What requests may say, and how it must be written."""

from typing import Annotated
from zoneinfo import available_timezones

from fastapi import Query
from pydantic import AfterValidator, StringConstraints

from firstline_events.message import Identifier, Moment


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"{name!r} is not a zone of the IANA database, such as Europe/Rome or UTC")
    return name


At = Annotated[
    Moment | None,
    Query(description="The instant, as in RFC 3339 (a + is written %2B); now if left out"),
]
Zone = Annotated[
    str,
    StringConstraints(max_length=64),
    AfterValidator(_known_zone),
    Query(description="In which zone times are shown, and days and hours begin"),
]
Origin = Annotated[
    Identifier | None,
    Query(description="Only the tickets of this foreign desk; all tickets if left out"),
]
Word = Annotated[
    str | None,
    StringConstraints(max_length=256, pattern="^[^\\x00]*$"),
    Query(description="Only tickets with this word then; the empty word stands for unknown"),
]
Cursor = Annotated[str | None, Query(max_length=512, description="`next` of the page before")]
