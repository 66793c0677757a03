"""How a domain says no. Adapters turn it into what their callers read."""

from typing import Any


class Refused(Exception):
    """The domain's no. `code` is stable, the text says the remedy, `members` are its data."""

    code = "refused"

    def __init__(self, text: str, **members: Any):
        super().__init__(text)
        self.members = members


class Unacceptable(Refused):
    """What is asked is wrong in itself, however things stand."""


class TimeNotPlausible(Unacceptable):
    code = "implausible-time"


class TooLarge(Unacceptable):
    code = "too-large"


class WrongMediaType(Unacceptable):
    """The body is of a type that isn't taken."""
