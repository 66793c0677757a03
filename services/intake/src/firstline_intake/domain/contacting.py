"""Calls and other contacts with the requester that leave no message: an agent writes them down."""

from typing import ClassVar, NamedTuple

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Direction
from firstline_intake.domain.living import Living
from firstline_intake.domain.requesting import Requesting
from firstline_intake.domain.values import Occasion


class Contact(NamedTuple):
    """Who called whom by which channel; `summary` is what the requester may read of it."""

    channel: str
    direction: Direction
    duration_seconds: int | None = None
    summary: str | None = None


class Contacting(Requesting, Living):
    """The part of a ticket that contacts are logged in."""

    Event = PrivateEvent

    class ContactLogged(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.contact-logged"
        contact_id: str
        channel: str
        direction: Direction
        agent: str
        duration_seconds: int | None = None
        summary: str | None = None

        def apply(self, aggregate: "Contacting") -> None:
            aggregate.answered = True

    def log_contact(
        self, contact_id: str, agent: str, contact: Contact, occasion: Occasion
    ) -> None:
        """A fact that took place, whatever the status: a call about a closed ticket counts too.

        It reopens nothing; it is an answer by the desk, as a visible message of an agent is.
        """
        self.tell(
            Contacting.ContactLogged,
            occasion,
            contact_id=contact_id,
            agent=agent,
            **contact._asdict(),
        )
