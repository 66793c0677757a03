"""What a walk through a flow refuses, and what to do instead."""

from firstline_chassis.refusals import Refused, Unacceptable


class FlowRetired(Refused):
    code = "flow-retired"


class StaleStep(Refused):
    """Another step is shown by now: answered in another window, or twice."""

    code = "stale-step"


class WalkEnded(Refused):
    code = "walk-ended"


class NothingToTakeBack(Refused):
    code = "nothing-to-take-back"


class NoSuchAnswer(Unacceptable):
    code = "no-such-answer"


class NoSuchTicket(Unacceptable):
    code = "no-such-ticket"


class ForBoth(Unacceptable):
    """A walk is for a ticket or for a draft."""

    code = "for-both"
