"""What a ticket refuses, and what to do instead. The message is for the person who asked."""

from firstline_chassis.refusals import Refused as Refused
from firstline_chassis.refusals import TimeNotPlausible as TimeNotPlausible
from firstline_chassis.refusals import TooLarge as TooLarge


class TicketAlreadyOpened(Refused):
    code = "already-opened"


class TicketAlreadyClosed(Refused):
    code = "already-closed"


class TicketAlreadyResolved(Refused):
    code = "already-resolved"


class TicketNotResolved(Refused):
    code = "not-resolved"


class StatusUnchanged(Refused):
    code = "status-unchanged"


class StatusNotForPeople(Refused):
    code = "status-not-settable"


class TicketFollowsItsSource(Refused):
    code = "follows-its-source"


class SameIdOtherContent(Refused):
    code = "same-id-other-content"
