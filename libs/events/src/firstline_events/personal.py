"""Fields that hold personal data, and the one hook that they pass.

A field is marked ``Annotated[str, Personal(subject="requester_id")]``; ``subject`` names the
field that identifies the person whose data it is, or is one of `SUBJECT_WORDS`. Erasure will be
built in the codec.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar, get_args

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

T = TypeVar("T")

SUBJECT_WORDS: Mapping[str, str] = {
    "ticket": "the requester of the ticket that the event is about, for data that names nobody",
    "searcher": "whoever searched: nobody knows who, so the search itself is the subject",
    "actor": "who did it, as the envelope's `actorid` says, for what that person wrote",
}
"""Data subjects that no field of the message names, each with how to find the person."""


@dataclass(frozen=True)
class Personal:
    """Marks a field as personal data of the person that `subject` names."""

    subject: str

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The field's JSON Schema, with `x-personal` naming the data subject."""
        return {**handler(core_schema), "x-personal": self.subject}


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
        for mark in (*field.metadata, *_marks(field.annotation))
        if isinstance(mark, Personal)
    }


def _marks(annotation: Any) -> Iterator[Any]:
    """What `Annotated` says anywhere within: in `Annotated[…] | None` it is not the field's own."""
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _marks(part)
