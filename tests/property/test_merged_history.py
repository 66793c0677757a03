"""However tickets are interleaved: time never runs backwards, and no ticket's rows swap."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from firstline_console.importing.merging import merge
from firstline_console.importing.reading import read_log
from firstline_console.importing.rows import Row
from tests.support.incident_log import row, write_log

START = datetime(2016, 3, 1, tzinfo=UTC)
references = st.sampled_from(["A", "B", "C", "D"])
minutes = st.integers(min_value=-30, max_value=300)


def stamp(minute: int) -> str:
    time = START + timedelta(minutes=minute)
    return f"{time.day}/{time.month}/{time:%Y %H:%M}"


@given(st.lists(st.tuples(references, minutes), max_size=40))
def test_a_merged_history_keeps_tickets_in_order_and_never_goes_back(
    written: list[tuple[str, int]],
) -> None:
    merged = merge(read_rows(written))
    assert sorted(each.line for each in merged) == list(range(2, len(written) + 2))
    effective = [each.effective for each in merged]
    assert effective == sorted(effective)
    for reference in "ABCD":
        ordinals = [each.ordinal for each in merged if each.reference == reference]
        assert ordinals == list(range(1, len(ordinals) + 1))


@given(st.lists(st.tuples(references, minutes), max_size=40))
def test_effective_time_is_the_latest_of_opening_and_rows_so_far(
    written: list[tuple[str, int]],
) -> None:
    latest: dict[str, datetime] = {}
    for each in read_rows(written):
        latest[each.reference] = max(each.at, latest.get(each.reference, START))
        assert each.effective == latest[each.reference]


def read_rows(written: list[tuple[str, int]]) -> list[Row]:
    rows = [
        row(reference, sys_updated_at=stamp(minute), opened_at=stamp(0))
        for reference, minute in written
    ]
    with tempfile.TemporaryDirectory() as folder:
        return read_log(write_log(Path(folder) / "log.csv", rows)).rows
