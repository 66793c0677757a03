"""What a ticket refuses, and what to do instead. The message is for the person who asked."""


class Refused(Exception):
    """The domain's no. `code` is stable, the text says the remedy."""

    code = "refused"


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


class TimeNotPlausible(Refused):
    code = "implausible-time"


class SameIdOtherContent(Refused):
    code = "same-id-other-content"


class TooLarge(Refused):
    code = "too-large"
