"""The months of the report, and the line of blocks beside them."""

from datetime import UTC, datetime

from firstline_console.demo.printing_story import sparkline
from firstline_console.demo.reports import month_ends


def test_months_end_with_their_last_second_and_the_log_with_its_last_row() -> None:
    ends = month_ends(datetime(2016, 11, 29, 1, tzinfo=UTC), datetime(2017, 1, 18, 15, tzinfo=UTC))
    assert [end.isoformat() for end in ends] == [
        "2016-11-30T23:59:59+00:00",
        "2016-12-31T23:59:59+00:00",
        "2017-01-18T15:00:00+00:00",
    ]


def test_a_log_within_one_month_has_one_end() -> None:
    day = datetime(2016, 2, 29, tzinfo=UTC)
    assert month_ends(day, day) == [day]


def test_the_highest_value_is_the_tallest_block() -> None:
    assert sparkline([0, 5, 10]) == "▁▅█"
    assert sparkline([0, 0]) == "▁▁"
    assert sparkline([]) == ""
