"""What every command over HTTP says, checked before it reaches a domain."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict

from firstline_chassis.aggregate import Provenance
from firstline_chassis.occasions import Occasion, plausible
from firstline_events.message import Body, Identifier, Moment
from firstline_events.vocabulary import ActorKind


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


Said = Annotated[Body, AfterValidator(_not_blank)]
"""What a person wrote: not blank, at most 512 Ki characters."""


class Actor(BaseModel):
    """Who asks. Until authentication comes, we take the caller's word for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ActorKind
    id: Identifier
    on_behalf_of: Identifier | None = None


class Whence(BaseModel):
    """Where the thing that a command is about comes from, for its events' attributes."""

    model_config = ConfigDict(frozen=True)

    tenant: str = "default"
    origin: str | None = None
    reference: str | None = None
    via: UUID | None = None
    """What was named in its place, where it answers for that."""


class Command(BaseModel):
    """What every command says: who, and when if not now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor: Actor
    at: Moment | None = None
    """When it happened; now, if it isn't said. At most a day ahead."""

    def occasion(self, now: datetime, cause: str | None, whence: Whence) -> Occasion:
        """Raises TimeNotPlausible."""
        at = self.at or now
        plausible(at, now)
        by = Provenance(
            actor_kind=self.actor.kind.value,
            actor_id=self.actor.id,
            on_behalf_of=self.actor.on_behalf_of,
            tenant=whence.tenant,
            correlation_id=cause,
            causation_id=cause,
            origin=whence.origin,
            reference=whence.reference,
            via=whence.via,
        )
        return Occasion(at, now, by)
