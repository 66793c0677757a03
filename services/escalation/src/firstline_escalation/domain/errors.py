"""What a case refuses, and what to do instead. The message is for the person who asked."""

from firstline_chassis.refusals import Refused as Refused
from firstline_chassis.refusals import Unacceptable


class CaseFollowsItsSource(Refused):
    code = "follows-its-source"


class CaseHasEnded(Refused):
    code = "case-ended"


class CaseIsReferred(Refused):
    code = "case-referred"


class NotForRequesters(Refused):
    code = "not-for-requesters"


class CaseIsTaken(Refused):
    code = "already-taken"


class CaseIsAssignedSo(Refused):
    code = "already-assigned"


class NobodyHasIt(Refused):
    code = "not-assigned"


class FindingsMissing(Unacceptable):
    code = "findings-missing"


class NoteMissing(Unacceptable):
    code = "note-missing"


class ReplyMissing(Unacceptable):
    code = "reply-missing"


class NoSuchLine(Unacceptable):
    code = "no-such-line"


class LineWithoutQueues(Unacceptable):
    code = "line-without-queues"


class SameLine(Refused):
    code = "same-line"


class NotAbove(Refused):
    code = "not-above"


class NotBelow(Refused):
    code = "not-below"


class HighestLine(Refused):
    code = "highest-line"


class LowestLine(Refused):
    code = "lowest-line"


class NoSuchQueue(Unacceptable):
    code = "no-such-queue"


class SameQueue(Refused):
    code = "same-queue"


class NotYoursToMove(Refused):
    code = "not-yours-to-move"


class BounceLimitReached(Refused):
    code = "bounce-limit"


class RequestNotOpen(Refused):
    code = "request-not-open"


class MajorIncidentAlready(Refused):
    code = "already-major-incident"


class NoMajorIncident(Refused):
    code = "no-major-incident"
