"""What must hold before a person's command on a live ticket; each refusal says the remedy."""

from firstline_chassis.limits import not_too_large as not_too_large
from firstline_events.vocabulary import RESTING, Status
from firstline_intake.domain import errors

_WORKABLE = frozenset(Status) - RESTING - {Status.NEW, Status.UNKNOWN}


def not_opened(exists: bool) -> None:
    if exists:
        raise errors.TicketAlreadyOpened(
            "The ticket was opened by another event; send messages or states for it instead."
        )


def not_closed(status: Status) -> None:
    if status is Status.CLOSED:
        raise errors.TicketAlreadyClosed(
            "The ticket is closed; reopen it, or open a new ticket that refers to it."
        )


def not_resting(status: Status) -> None:
    not_closed(status)
    if status is Status.RESOLVED:
        raise errors.TicketAlreadyResolved(
            "The ticket is resolved; reopen it first if it needs more work."
        )


def resting(status: Status) -> None:
    if status not in RESTING:
        raise errors.TicketNotResolved(
            f"The ticket is {status.value}; only a resolved or closed ticket can be reopened."
        )


def workable(status: Status) -> None:
    if status not in _WORKABLE:
        raise errors.StatusNotForPeople(
            f"A ticket can't be set to {status.value}; use resolve, close or reopen, or one of "
            + ", ".join(sorted(one.value for one in _WORKABLE))
            + "."
        )


def another(status: Status, to: Status) -> None:
    if status is to:
        raise errors.StatusUnchanged(f"The ticket is {status.value} already.")
