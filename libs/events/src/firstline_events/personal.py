"""Fields that hold personal data, and the one hook that they pass.

A field is marked ``Annotated[str, Personal(subject="requester_id")]``; ``subject`` names the
field that identifies the person whose data it is. Erasure will be built in the codec.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from pydantic import BaseModel

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True)
class Personal:
    """Marks a field as personal data of the person that the field `subject` names."""

    subject: str


class Codec(Protocol):
    """What personal fields pass on their way into store, topics and read models, and back.

    Both methods return a model of the same type, are pure, and may be called any number of times.
    """

    def outgoing(self, message: T) -> T: ...

    def incoming(self, message: T) -> T: ...


class IdentityCodec:
    """Leaves personal fields as they are."""

    def outgoing(self, message: T) -> T:
        return message

    def incoming(self, message: T) -> T:
        return message


IDENTITY = IdentityCodec()


@cache
def personal_fields(model: type[BaseModel]) -> dict[str, str]:
    """The model's personal fields, each with the field that names its data subject."""
    return {
        name: mark.subject
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Personal)
    }
