"""Versioned data that a service owns, published as events: each version whole, none ever changed.

Keyed by the policy's id: uuid5 in the URL namespace over the JSON array of tenant, owner, kind and
the word `policy` (without it the id would be that of a foreign ticket which is called so).
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from firstline_events.message import Body, Message, Word
from firstline_events.personal import Personal


class Published(Message):
    """What every publication says. The version is the policy's own, counted from 1."""

    kind: Word
    """What it decides: `lines`, `forms`, `windows`; of many of one kind `flow:<its name>`."""
    version: Annotated[int, Field(ge=1)]
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """sha256 of the content as compact JSON with sorted keys."""
    content: dict[str, Any]
    reason: Annotated[Body, Personal(subject="ticket")] | None = None
    """Why it was changed, in the words of who did it."""


class IntakePolicyPublished(Published):
    """A version of intake's forms or windows counts from here on."""

    TYPE: ClassVar[str] = "firstline.intake.policy-published.v1"


class EscalationPolicyPublished(Published):
    """A version of the lines with their queues counts from here on."""

    TYPE: ClassVar[str] = "firstline.escalation.policy-published.v1"


class KbPolicyPublished(Published):
    """A version of a guided flow counts from here on; its kind is `flow:<its name>`."""

    TYPE: ClassVar[str] = "firstline.kb.policy-published.v1"


INTAKE_MODELS: tuple[type[Message], ...] = (IntakePolicyPublished,)
ESCALATION_MODELS: tuple[type[Message], ...] = (EscalationPolicyPublished,)
KB_MODELS: tuple[type[Message], ...] = (KbPolicyPublished,)
