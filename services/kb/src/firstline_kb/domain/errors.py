"""What an article refuses, and what to do instead. The message is for the person who asked."""

from firstline_chassis.refusals import Refused as Refused
from firstline_chassis.refusals import Unacceptable


class NotForRequesters(Refused):
    code = "not-for-requesters"


class SlugTaken(Refused):
    code = "slug-taken"


class LanguageMissing(Refused):
    code = "language-missing"


class VersionMissing(Refused):
    code = "version-missing"


class NotTheLatest(Refused):
    code = "not-the-latest"


class NoDraft(Refused):
    code = "no-draft"


class ReviewedByItsEditor(Refused):
    code = "reviewed-by-its-editor"


class NotReviewed(Refused):
    code = "not-reviewed"


class TextUnchanged(Refused):
    code = "text-unchanged"


class NothingToRetire(Refused):
    code = "nothing-to-retire"


class ReplacementNotPublic(Refused):
    code = "replacement-not-public"


class Unchanged(Refused):
    code = "unchanged"


class LinkedAlready(Refused):
    code = "linked-already"


class NotLinked(Refused):
    code = "not-linked"


class AcceptedAlready(Refused):
    code = "accepted-already"


class RejectedAlready(Refused):
    code = "rejected-already"


class NotSuggested(Refused):
    code = "not-suggested"


class TicketIsMerged(Refused):
    code = "ticket-merged"


class DraftOver(Refused):
    code = "draft-over"


class DraftTooOften(Refused):
    code = "draft-too-often"


class ReplacementMissing(Unacceptable):
    code = "replacement-missing"


class NoSuchReplacement(Unacceptable):
    code = "no-such-replacement"


class NoSuchAnswer(Unacceptable):
    code = "no-such-answer"


class TextBlank(Unacceptable):
    code = "text-blank"
