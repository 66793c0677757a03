"""The base of everything that travels as the data of a CloudEvent."""

from datetime import datetime, timezone
from typing import Annotated, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(timezone.utc)


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""An instant, kept in UTC; a time without a zone is refused."""

Word = Annotated[str, StringConstraints(min_length=1, max_length=256)]
"""A short name: a queue, a category, a word of a foreign desk."""

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=512)]
"""An identifier as others chose it; any character may stand in it."""

Body = Annotated[str, StringConstraints(max_length=512 * 1024)]
"""Text written by a person; at most 512 Ki characters."""


class Message(BaseModel):
    """A public event's data. Readers ignore fields that they don't know: additions are not breaks."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    TYPE: ClassVar[str]


class InboundMessage(BaseModel):
    """What other systems send. A field that we don't know is refused: it may be a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    TYPE: ClassVar[str]

    origin: Identifier
    """The foreign desk, as one word for all of its tickets: `servicenow`, `shop`."""
    reference: Identifier
    """The ticket's own name in that desk."""
