"""What the HTTP routes of policies take and show."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field

from firstline_chassis.commands import Actor, Command, Said
from firstline_chassis.policies.aggregate import Published
from firstline_chassis.policies.contents import Content, Fault, PolicyKind, why_not_plain
from firstline_chassis.policies.refusals import pointer
from firstline_events.vocabulary import ActorKind


def _plain(content: Content) -> Content:
    if wrong := why_not_plain(content):
        raise ValueError(f"{wrong}; send plain JSON")
    return content


class PublishPolicy(Command):
    """The content counts from here on, as the next version."""

    content: Annotated[dict[str, Any], AfterValidator(_plain)]
    reason: Annotated[Said, Field(max_length=10_000)] | None = None
    expected_version: Annotated[int, Field(ge=0, lt=2**63)] | None = None
    """The version that its author looked at; another one that counts by then is a conflict."""


class Summary(BaseModel):
    """One version, without what it says. Times in UTC."""

    kind: str
    """What the policy is called: `lines`, or `flow:vpn` where a kind has many."""
    version: int
    label: str
    """How decisions name it."""
    digest: str
    published_at: datetime
    published_by: Actor
    reason: str | None

    @classmethod
    def of(cls, event: Published) -> "Summary":
        return cls(**_said(event))


class Version(Summary):
    """One version, whole."""

    content: dict[str, Any]

    @classmethod
    def of(cls, event: Published) -> "Version":
        return cls(**_said(event), content=event.content)


class Doubt(BaseModel):
    """What is odd about a content as things stand; it counts all the same."""

    pointer: str
    reason: str
    remedy: str

    @classmethod
    def of(cls, fault: Fault) -> "Doubt":
        return cls(pointer=pointer(fault.where), reason=fault.message, remedy=fault.remedy)


class NewVersion(Version):
    """The version that was published."""

    doubts: list[Doubt] = []
    """Left out where there are none."""


class History(BaseModel):
    """Every version after `after`, the oldest first; `next` goes into `after`."""

    items: list[Summary]
    next: int | None


class Governed(BaseModel):
    """A policy, and what counts of it."""

    kind: str
    """What it is called: `lines`, or `flow:vpn` where a kind has many."""
    owner: str
    about: str
    version: int
    label: str

    @classmethod
    def of(cls, kind: PolicyKind, current: Published) -> "Governed":
        name, version, label = current.kind, current.version, current.label
        return cls(kind=name, owner=kind.owner, about=kind.about, version=version, label=label)


class Kinds(BaseModel):
    """The policies after `after`, by what they are called; `next` goes into `after`."""

    items: list[Governed]
    next: str | None


def _said(event: Published) -> dict[str, Any]:
    by = event.by
    actor = Actor(kind=ActorKind(by.actor_kind), id=by.actor_id, on_behalf_of=by.on_behalf_of)
    return {
        "kind": event.kind,
        "version": event.version,
        "label": event.label,
        "digest": event.digest,
        "published_at": event.at,
        "published_by": actor,
        "reason": event.reason,
    }
