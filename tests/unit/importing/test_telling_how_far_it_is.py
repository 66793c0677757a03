"""What a person is told while an import runs, and when it stands still."""

from firstline_console.importing.display import line_of
from firstline_console.importing.progress import Progress
from firstline_console.importing.stalls import stalled


def test_a_line_says_rows_speed_time_left_and_lags() -> None:
    progress = Progress(
        "importing", total=3000, answered=1500, known=500, seconds=10, lags={"intake": 1200}
    )
    assert line_of(progress) == (
        "importing · 1,500 of 3,000 rows · 100 rows/s · 15 s left · lag intake 1,200"
    )


def test_nothing_is_guessed_before_the_first_answer() -> None:
    progress = Progress("importing", total=10, seconds=3)
    assert progress.seconds_left is None
    assert line_of(progress) == "importing · 0 of 10 rows"


def test_a_stall_names_the_first_service_that_is_behind() -> None:
    error = stalled(60.2, {"intake": 0, "triage": 12, "reporting": 40})
    assert "triage stands still" in str(error)
    assert "firstline logs triage" in error.remedy


def test_a_stall_without_lag_is_a_relay_that_is_silent() -> None:
    assert "answers don't come" in str(stalled(60, {"intake": 0, "triage": 0, "reporting": 0}))
