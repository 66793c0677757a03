"""Each row becomes the record that it is, and a row that can't be read says why."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from firstline_console.importing.reading import Reading, read_log
from tests.support.incident_log import line, row, write_lines, write_log


def read(tmp_path: Path, *rows: Any, limit: int | None = None) -> Reading:
    return read_log(write_log(tmp_path / "log.csv", rows), limit)


def bodies(reading: Reading) -> list[Any]:
    return [orjson.loads(each.body) for each in reading.rows]


def test_a_row_becomes_the_record_that_it_is(tmp_path: Path) -> None:
    [body] = bodies(read(tmp_path, row(reopen_count="2", made_sla="false")))
    assert body == {
        "origin": "servicenow",
        "reference": "INC1",
        "source_sequence": 1,
        "at": "2016-03-01T09:05:00Z",
        "opened_at": "2016-03-01T09:00:00Z",
        "status": "New",
        "impact": "2 - Medium",
        "urgency": "2 - Medium",
        "priority": "3 - Moderate",
        "queue": "Group 56",
        "category": "Category 55",
        "channel": "Phone",
        "requester": "Caller 1",
        "reopen_count": 2,
        "reassignment_count": 0,
        "made_sla": False,
        "extras": {
            "subcategory": "Subcategory 170",
            "location": "Location 143",
            "knowledge": "true",
            "u_priority_confirmation": "false",
            "notify": "Do Not Notify",
        },
    }


@pytest.mark.parametrize("state", ["New", "Active", "Resolved", "-100"])
def test_a_row_that_is_not_closed_says_nothing_of_the_future(tmp_path: Path, state: str) -> None:
    [body] = bodies(read(tmp_path, row(incident_state=state)))
    assert "resolution" not in body


def test_the_closed_row_carries_the_sources_statement(tmp_path: Path) -> None:
    [body] = bodies(read(tmp_path, row(incident_state="Closed")))
    assert body["resolution"] == {"resolved_at": "2016-03-01T11:29:00Z", "code": "code 5"}


def test_a_closed_row_without_a_resolution_time_states_the_code_alone(tmp_path: Path) -> None:
    [body] = bodies(read(tmp_path, row(incident_state="Closed", resolved_at="?")))
    assert body["resolution"] == {"code": "code 5"}


def test_bookkeeping_does_not_travel(tmp_path: Path) -> None:
    [each] = read(tmp_path, row(sys_mod_count="77", sys_updated_by="Somebody")).rows
    assert b"77" not in each.body
    assert b"Somebody" not in each.body


def test_a_packed_log_reads_like_a_plain_one(tmp_path: Path) -> None:
    plain = read_log(write_log(tmp_path / "log.csv", [row()]))
    packed = read_log(write_log(tmp_path / "log.csv.xz", [row()]))
    assert plain.rows == packed.rows


def test_rows_are_numbered_within_their_ticket(tmp_path: Path) -> None:
    reading = read(tmp_path, row("A"), row("B"), row("A"))
    assert [each.id for each in reading.rows] == ["A:1", "B:1", "A:2"]


def test_a_row_before_its_tickets_opening_counts_from_the_opening(tmp_path: Path) -> None:
    [each] = read(tmp_path, row(opened_at="1/3/2016 09:10", sys_updated_at="1/3/2016 09:05")).rows
    assert each.at == datetime(2016, 3, 1, 9, 5, tzinfo=UTC)
    assert each.effective == datetime(2016, 3, 1, 9, 10, tzinfo=UTC)


def test_a_row_whose_time_falls_counts_from_the_latest_so_far(tmp_path: Path) -> None:
    times = ("1/3/2016 10:00", "1/3/2016 09:30", "1/3/2016 10:30")
    reading = read(tmp_path, *(row(sys_updated_at=time) for time in times))
    assert [f"{each.effective:%H:%M}" for each in reading.rows] == ["10:00", "10:00", "10:30"]
    assert [f"{each.at:%H:%M}" for each in reading.rows] == ["10:00", "09:30", "10:30"]


def test_the_limit_counts_rows_of_the_file(tmp_path: Path) -> None:
    reading = read(tmp_path, row("A"), row("B"), row("C"), limit=2)
    assert [each.reference for each in reading.rows] == ["A", "B"]


def test_each_ticket_that_is_not_closed_is_observed_at_the_latest_time(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        row("A", incident_state="Resolved"),
        row("B", incident_state="Closed", sys_updated_at="9/3/2016 18:00"),
        row("C"),
        row("C", incident_state="Closed"),
        row("C", incident_state="Active"),
    )
    observed = [each.id for each in reading.tickets.still_open()]
    assert observed == ["A:observed:2016-03-09T18:00:00Z", "C:observed:2016-03-09T18:00:00Z"]


def test_tickets_of_a_file_that_was_cut_are_observed_at_their_own_last_row(tmp_path: Path) -> None:
    rows = (
        row("A", sys_updated_at="2/3/2016 10:00"),
        row("B", incident_state="Closed", sys_updated_at="9/3/2016 18:00"),
        row("A", sys_updated_at="3/3/2016 10:00"),
    )
    cut, whole = read(tmp_path, *rows, limit=2), read(tmp_path, *rows, limit=3)
    assert [each.id for each in cut.tickets.still_open()] == ["A:observed:2016-03-02T10:00:00Z"]
    assert [each.id for each in whole.tickets.still_open()] == ["A:observed:2016-03-09T18:00:00Z"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"sys_updated_at": "?"}, "sys_updated_at is unknown"),
        ({"sys_updated_at": "2016-03-01 09:05"}, "not a time of the form d/m/yyyy HH:MM"),
        ({"opened_at": "31/2/2016 09:05"}, "'31/2/2016 09:05' is no time"),
        ({"incident_state": "?"}, "incident_state"),
        ({"reopen_count": "many"}, "reopen_count"),
        ({"reopen_count": "-1"}, "reopen_count"),
        ({"made_sla": "perhaps"}, "made_sla"),
        ({"assignment_group": "x" * 257}, "assignment_group"),
        ({"number": "?"}, "number is unknown"),
    ],
)
def test_a_row_that_makes_no_record_is_refused_with_its_reason(
    tmp_path: Path, words: dict[str, str], reason: str
) -> None:
    reading = read(tmp_path, row("A"), {**row("B"), **words}, row("C"))
    [refused] = reading.refused
    assert refused.line == 3
    assert reason in refused.reason
    assert refused.remedy
    assert [each.reference for each in reading.rows] == ["A", "C"]
    assert reading.total == 3


@pytest.mark.parametrize("broken", ["INC1,too,short", 'INC1,"never closed', "INC1" + "," * 99])
def test_a_broken_line_costs_itself_alone_and_keeps_its_ordinal(
    tmp_path: Path, broken: str
) -> None:
    path = write_lines(tmp_path / "log.csv", line(row()), broken, line(row()), "")
    reading = read_log(path)
    assert [each.id for each in reading.rows] == ["INC1:1", "INC1:3"]
    assert [each.line for each in reading.refused] == [3]


def test_a_refused_row_leaves_figures_and_observations_alone(tmp_path: Path) -> None:
    reading = read(tmp_path, row("A", made_sla="perhaps", incident_state="Active"))
    assert reading.figures.events == 0
    assert list(reading.tickets.still_open()) == []
    assert len(reading.tickets) == 0


def test_figures_are_counted_row_by_row(tmp_path: Path) -> None:
    reading = read(tmp_path, row(), row(incident_state="-100"), row(priority="4 - Low"))
    figures = reading.figures.as_json()
    assert figures["events"] == 3
    assert figures["events_by_state"] == {"New": 2, "-100": 1}
    assert figures["priority_matrix_events(impact|urgency|priority)"] == {
        "2 - Medium|2 - Medium|3 - Moderate": 2,
        "2 - Medium|2 - Medium|4 - Low": 1,
    }
