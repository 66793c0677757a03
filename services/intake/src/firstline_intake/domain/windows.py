"""How long things stay open by themselves: the windows policy, and what counts by default."""

import re
from datetime import timedelta
from typing import NamedTuple

LONGEST = timedelta(days=366)
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,8})S)?)?"
)
_INEXACT = re.compile(r"P(\d+Y|\d+M|\d+W\d*M)")
_SIGNED = re.compile(r"[+-]P.*|P.*-.*")


class WrongDuration(ValueError):
    """A text that says no usable length of time; `remedy` says what would."""

    def __init__(self, fault: str, remedy: str):
        super().__init__(fault)
        self.remedy = remedy


def exact_duration(text: str) -> timedelta:
    """An ISO 8601 duration of weeks, days, hours, minutes and seconds, above zero, up to a year.

    Raises WrongDuration for anything else: a month or a year isn't the same length each time.
    """
    if _SIGNED.fullmatch(text):
        raise WrongDuration(f"{text} is negative", "a window lasts for a time above zero: P7D")
    if _INEXACT.match(text):
        fault = f"{text} has years or months, which are not exact"
        raise WrongDuration(fault, "say it in weeks, days or hours: P30D")
    found = _DURATION.fullmatch(text)
    parts = {name: int(n) for name, n in found.groupdict().items() if n} if found else {}
    if not parts:
        raise WrongDuration(f"{text} is no duration", "write it as ISO 8601 does: P7D, PT12H")
    length = timedelta(**parts)
    if not length:
        raise WrongDuration(f"{text} is zero", "a window lasts for a time above zero: PT1S")
    if length > LONGEST:
        raise WrongDuration(f"{text} is over a year", "a window lasts a year at most: P366D")
    return length


class Windows(NamedTuple):
    """One version: a resolved ticket closes after the one, a held record expires after the other.

    `label` is how decisions name it.
    """

    label: str = "windows@1"
    close_after: timedelta = timedelta(days=7)
    hold_for: timedelta = timedelta(days=1)
