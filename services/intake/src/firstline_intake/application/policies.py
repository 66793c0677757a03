"""Whenever escalation says something about the work on a ticket, what intake does."""

from firstline_events.escalation import CaseReferred
from firstline_events.vocabulary import RESTING, ActorKind, Outcome, Referral, Status
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Author, Occasion

DESK = Author(ActorKind.SYSTEM, "firstline")
_GO: dict[Referral, str] = {
    Referral.TRAINING: "This is a matter of training, which is here:",
    Referral.DEPARTMENT: "This is a matter of another department, which is here:",
    Referral.VENDOR: "This is a matter of the vendor, who is here:",
}
_LONGEST = 512 * 1024


def when_case_referred(
    referred: CaseReferred, message_id: str, ticket: Ticket, occasion: Occasion
) -> None:
    """Whenever a case is referred, then tell the requester where to go, and resolve the ticket.

    On a ticket that rests already only the message is new; a closed one stays as it is.
    """
    if ticket.status is Status.CLOSED:
        return
    ticket.go_live(occasion)
    ticket.add_message(message_id, DESK, _words(referred), occasion)
    if ticket.status not in RESTING:
        ticket.resolve(_outcome(referred.to), None, occasion)


def _outcome(to: Referral) -> Outcome:
    return Outcome.VENDOR if to is Referral.VENDOR else Outcome.REFERRED


def _words(referred: CaseReferred) -> str:
    """Where to go, with a word before it unless that would be more than a message holds."""
    told = f"{_GO[referred.to]} {referred.where}"
    return told if len(told) <= _LONGEST else referred.where
