"""What an article refuses, and what to do instead. The message is for the person who asked."""

from firstline_chassis.refusals import Refused as Refused
from firstline_chassis.refusals import Unacceptable


class NotForRequesters(Refused):
    code = "not-for-requesters"


class SlugTaken(Refused):
    code = "slug-taken"


class LanguageMissing(Refused):
    code = "language-missing"


class NotTheLatest(Refused):
    code = "not-the-latest"


class NoDraft(Refused):
    code = "no-draft"


class ReviewedByItsEditor(Refused):
    code = "reviewed-by-its-editor"


class NotReviewed(Refused):
    code = "not-reviewed"


class TextBlank(Unacceptable):
    code = "text-blank"
