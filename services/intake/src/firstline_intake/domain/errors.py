"""What a ticket refuses, and what to do instead. The message is for the person who asked."""

from firstline_chassis.refusals import Refused as Refused
from firstline_chassis.refusals import TimeNotPlausible as TimeNotPlausible
from firstline_chassis.refusals import TooLarge as TooLarge
from firstline_chassis.refusals import Unacceptable, WrongMediaType


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


class SameIdOtherContent(Refused):
    code = "same-id-other-content"


class TooManyFiles(Refused):
    code = "too-many-files"


class NoSuchMessage(Refused):
    code = "no-such-message"


class MessageNotVisible(Refused):
    code = "message-not-visible"


class BadFileName(Unacceptable):
    code = "bad-file-name"


class EmptyUpload(Unacceptable):
    code = "empty-upload"


class TypeNotAllowed(WrongMediaType):
    code = "type-not-allowed"


class NotWhatItSays(Unacceptable):
    """The bytes are of another type than was said."""

    code = "not-what-it-says"


class ExecutableRefused(Unacceptable):
    code = "executable"


class MergeIntoItself(Refused):
    code = "merge-into-itself"


class TicketAlreadyMerged(Refused):
    code = "already-merged"


class MergeIntoAlias(Refused):
    code = "merge-into-alias"


class TicketNotMerged(Refused):
    code = "not-merged"


class LinkToItself(Refused):
    code = "link-to-itself"


class UnknownMessages(Refused):
    code = "unknown-messages"


class FirstLineNotAnswered(Refused):
    code = "not-answered-yet"


class RequestStillOpen(Refused):
    code = "request-open"


class AskedOnThisLine(Refused):
    code = "asked-on-this-line"


class TicketNotLive(Refused):
    code = "not-live"


class RatedBefore(Refused):
    code = "rated-before"


class RatingCancelled(Refused):
    code = "rating-cancelled"


class WrongFields(Unacceptable):
    """What was given is not what the form asks for; `errors` names each field."""

    code = "wrong-fields"
