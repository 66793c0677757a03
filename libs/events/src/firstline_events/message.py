"""The base of everything that travels as the data of a CloudEvent."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)


def _written_out(moment: object) -> object:
    """Refuse numbers: nobody can tell seconds from milliseconds, or which zone was meant."""
    if isinstance(moment, datetime) or (isinstance(moment, str) and moment[4:5] == "-"):
        return moment
    raise ValueError("must be a time as in RFC 3339, such as 2016-02-29T01:16:00Z")


def _in_utc(moment: datetime) -> datetime:
    if not moment.utcoffset():
        return moment
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie in the years 1 to 9999, in UTC too") from None


def without_nul(text: str) -> str:
    """Refuse the NUL character: JSON and Kafka carry it, PostgreSQL's text can't hold it."""
    if "\0" in text:
        raise ValueError("must not contain the NUL character")
    return text


_STORABLE = (AfterValidator(without_nul), Field(json_schema_extra={"pattern": "^[^\\u0000]*$"}))

Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_in_utc)]
"""An instant, kept in UTC; a time without a zone, or written as a number, is refused."""

Word = Annotated[str, StringConstraints(min_length=1, max_length=256), *_STORABLE]
"""A short name: a queue, a category, a word of a foreign desk."""

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=512), *_STORABLE]
"""An identifier as others chose it; any character but NUL may stand in it."""

MessageId = Annotated[str, StringConstraints(min_length=1, max_length=1024), *_STORABLE]
"""Names one message: where it came in as an event, that event's own id."""

Body = Annotated[str, StringConstraints(max_length=512 * 1024), *_STORABLE]
"""Text written by a person; at most 512 Ki characters, none of them NUL."""


Title = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\u0000-\u001f\u007f]+$")
]
"""Plain text in one line."""

Summary = Annotated[str, StringConstraints(max_length=500), *_STORABLE]
"""Plain text in a few lines; may be empty."""

Markdown = Annotated[str, StringConstraints(min_length=1, max_length=64 * 1024), *_STORABLE]
"""CommonMark with tables; at most 64 Ki characters, none of them NUL."""

Slug = Annotated[
    str, StringConstraints(min_length=1, max_length=80, pattern="^[a-z0-9]+(-[a-z0-9]+)*$")
]
"""A short name in an address: small letters, digits and single hyphens."""


class Message(BaseModel):
    """A public event's data. Readers ignore fields that they don't know: additions break nobody."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)

    TYPE: ClassVar[str]


class InboundMessage(BaseModel):
    """What other systems send. A field that we don't know is refused: it may be a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    TYPE: ClassVar[str]

    origin: Identifier
    """The foreign desk, as one word for all of its tickets: `servicenow`, `shop`."""
    reference: Identifier
    """The ticket's own name in that desk."""
