"""Points in time at equal steps: days and weeks are those of a zone's calendar."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from firstline_reporting.read_models.question import CannotAnswer

MOST_POINTS = 5_000
_STEP = re.compile(r"([1-9][0-9]{0,3})(m|h|d|w)")
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(days=7),
}


def points(since: datetime, until: datetime, step: str, zone: str) -> list[datetime]:
    """From `since` on, up to and including `until`, in UTC.

    Minutes and hours are real time; days and weeks keep the time of day that `since` has in the
    zone. Raises CannotAnswer for a step that is none, and for more than MOST_POINTS points.
    """
    width, calendar = _read(step)
    number = (until - since) // width
    if number >= MOST_POINTS:
        raise CannotAnswer("step", _too_many(step, number))
    there = since.astimezone(ZoneInfo(zone))
    every = _calendar(there, width) if calendar else _real(since, width)
    found = []
    for _, point in zip(range(MOST_POINTS), every, strict=False):
        if point > until:
            break
        found.append(point)
    return found


def _read(step: str) -> tuple[timedelta, bool]:
    matched = _STEP.fullmatch(step)
    if matched is None:
        reason = f"{step!r} is no step; give minutes, hours, days or weeks: 15m, 1h, 1d, 2w"
        raise CannotAnswer("step", reason)
    number, unit = matched.groups()
    return int(number) * _UNITS[unit], unit in "dw"


def _too_many(step: str, number: int) -> str:
    return (
        f"{step} makes {number + 1:,} points, more than {MOST_POINTS:,};"
        " take a longer step or a shorter period"
    )


def _real(since: datetime, width: timedelta) -> Iterator[datetime]:
    point = since.astimezone(UTC)
    while True:
        yield point
        point += width


def _calendar(there: datetime, width: timedelta) -> Iterator[datetime]:
    """Wall clocks add up; what a change of clocks skips or repeats is as the zone reads it."""
    point = there
    while True:
        yield point.astimezone(UTC)
        point += width
