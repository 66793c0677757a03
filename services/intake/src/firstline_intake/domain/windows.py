"""How long things stay open by themselves: the windows policy, and what counts by default."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from firstline_chassis.policies.checking import Findings
from firstline_chassis.policies.contents import Content, Fault, PolicyKind

LONGEST = timedelta(days=366)
_SHOWN = 60
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
    text = text[:_SHOWN]
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

    @classmethod
    def from_content(cls, content: Content, label: str) -> "Windows":
        """Of a content without faults."""
        return cls(label, *(exact_duration(content[name]) for name in _LENGTHS))


_LENGTHS = ("close_after", "hold_for")


def faults(content: Content) -> Sequence[Fault]:
    """Every fault of the content; none: `Windows.from_content` takes it."""
    found = Findings()
    table = found.table(content, (), ("kind", *_LENGTHS))
    for name in _LENGTHS:
        if name in table:
            _check_length(found, name, table[name])
    return found.faults


def _check_length(found: Findings, name: str, value: object) -> None:
    try:
        exact_duration(value if isinstance(value, str) else repr(value))
    except WrongDuration as wrong:
        found.note((name,), str(wrong), wrong.remedy)


WINDOWS = PolicyKind(
    name="windows",
    owner="intake",
    about="after how long a resolved ticket closes, and a held event expires",
    check=faults,
    package="firstline_intake",
    seed="policies/windows.v1.yaml",
)
