"""Points at equal steps: from the beginning on, none after the end, by the clocks of the zone."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline_reporting.read_models.question import CannotAnswer
from firstline_reporting.read_models.steps import MOST_POINTS, points

ZONES = st.sampled_from(["UTC", "Europe/Rome", "America/New_York", "Asia/Kathmandu"])
INSTANTS = st.datetimes(
    datetime(2015, 1, 1), datetime(2018, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001 - UTC by the strategy
)  # fmt: skip
WIDTHS = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=3)), st.sampled_from(sorted(WIDTHS)),
       st.integers(1, 90), ZONES)  # fmt: skip
def test_minutes_and_hours_are_real_time(
    since: datetime, span: timedelta, unit: str, number: int, zone: str
) -> None:
    width = number * WIDTHS[unit]
    if span // width >= MOST_POINTS:
        return
    found = points(since, since + span, f"{number}{unit}", zone)
    assert found == [since + width * n for n in range(span // width + 1)]


@given(INSTANTS, st.integers(0, 400), st.integers(1, 30), ZONES)
def test_days_keep_the_time_of_day(since: datetime, days: int, number: int, zone: str) -> None:
    until = since + timedelta(days=days)
    found = points(since, until, f"{number}d", zone)
    assert found[0] == since
    assert found == sorted(set(found))
    assert found[-1] <= until
    there = [one.astimezone(ZoneInfo(zone)) for one in found]
    steps = [(after.date() - before.date()).days for before, after in pairwise(there)]
    assert set(steps) <= {number}


@pytest.mark.parametrize("step", ["", "0d", "-1d", "1", "d", "1y", "1.5h", "99999d", " 1d", "1d\n"])
def test_a_step_that_is_none_is_refused_with_examples(step: str) -> None:
    at = datetime(2016, 3, 1, tzinfo=UTC)
    with pytest.raises(CannotAnswer, match="is no step; give minutes, hours, days or weeks"):
        points(at, at, step, "UTC")


def test_as_many_points_as_are_allowed_and_one_more() -> None:
    since = datetime(2016, 3, 1, tzinfo=UTC)
    most = since + timedelta(minutes=MOST_POINTS - 1)
    assert len(points(since, most, "1m", "UTC")) == MOST_POINTS
    with pytest.raises(CannotAnswer, match="makes 5,001 points, more than 5,000"):
        points(since, most + timedelta(minutes=1), "1m", "UTC")
