"""What people and programs ask of a ticket, checked before it reaches the domain."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from firstline_chassis.aggregate import Provenance
from firstline_events.message import Body, Identifier, Moment, Word
from firstline_events.vocabulary import ActorKind, Level, Outcome, Status
from firstline_intake.application.letters import plausible
from firstline_intake.domain.values import Occasion


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


Said = Annotated[Body, AfterValidator(_not_blank)]


class Actor(BaseModel):
    """Who asks. Until authentication comes, we take the caller's word for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ActorKind
    id: Identifier
    on_behalf_of: Identifier | None = None


class Command(BaseModel):
    """What every command says: who, and when if not now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor: Actor
    at: Moment | None = None
    """When it happened; now, if it isn't said. At most a day ahead."""

    def occasion(self, now: datetime, cause: str | None, origin: "Whence") -> Occasion:
        """Raises TimeNotPlausible."""
        at = self.at or now
        plausible(at, now)
        by = Provenance(
            actor_kind=self.actor.kind.value,
            actor_id=self.actor.id,
            on_behalf_of=self.actor.on_behalf_of,
            tenant=origin.tenant,
            correlation_id=cause,
            causation_id=cause,
            origin=origin.origin,
            reference=origin.reference,
        )
        return Occasion(at, now, by)


class Whence(BaseModel):
    """Where the ticket comes from, for its events' attributes."""

    model_config = ConfigDict(frozen=True)

    tenant: str = "default"
    origin: str | None = None
    reference: str | None = None


class OpenTicket(Command):
    subject: Annotated[Said, Field(max_length=1_000)]
    body: Said | None = None
    requester: Identifier
    channel: Word = "web"
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] | None = None
    category: Word | None = None
    impact: Level | None = None
    urgency: Level | None = None


class AddMessage(Command):
    body: Said
    visible: bool = True
    channel: Word | None = None


class ChangeStatus(Command):
    status: Status


class ResolveTicket(Command):
    outcome: Outcome = Outcome.SOLVED
    note: Said | None = None


class CloseTicket(Command):
    pass


class ReopenTicket(Command):
    reason: Said | None = None
