"""How long a window is: exact durations alone."""

from datetime import timedelta

import pytest

from firstline_chassis.policies.contents import faults_of
from firstline_chassis.policies.yaml_files import read_text
from firstline_intake.domain.windows import WINDOWS, Windows, WrongDuration, exact_duration

GOOD = {
    "P7D": timedelta(days=7),
    "P2W": timedelta(weeks=2),
    "PT36H": timedelta(hours=36),
    "P1DT2H3M4S": timedelta(days=1, hours=2, minutes=3, seconds=4),
    "PT1S": timedelta(seconds=1),
    "P366D": timedelta(days=366),
}
WRONG = {
    "P1M": "not exact",
    "P1Y": "not exact",
    "P1Y2M3D": "not exact",
    "P0D": "zero",
    "PT0S": "zero",
    "-P7D": "negative",
    "P-7D": "negative",
    "+P7D": "negative",
    "P367D": "over a year",
    "PT99999H": "over a year",
    "P": "no duration",
    "PT": "no duration",
    "P7DT": "no duration",
    "7D": "no duration",
    "seven days": "no duration",
    "": "no duration",
    "P1.5D": "no duration",
    "p7d": "no duration",
    "P7D ": "no duration",
    "P99999999999D": "no duration",
}


@pytest.mark.parametrize(("text", "length"), GOOD.items(), ids=GOOD)
def test_an_exact_duration_is_read(text: str, length: timedelta) -> None:
    assert exact_duration(text) == length


@pytest.mark.parametrize(("text", "fault"), WRONG.items(), ids=WRONG)
def test_a_duration_that_is_no_window_is_refused_with_a_remedy(text: str, fault: str) -> None:
    with pytest.raises(WrongDuration, match=fault) as refused:
        exact_duration(text)
    assert refused.value.remedy


def told(text: str) -> list[str]:
    """Every fault with its line."""
    document = read_text(text, "windows.yaml")
    found = faults_of(WINDOWS, document.content)
    return [f"{document.line_of(one.where)}: {one.message}" for one in found]


def test_what_comes_with_the_service_has_no_fault_and_says_the_defaults() -> None:
    assert told(WINDOWS.seed_text()) == []
    content = read_text(WINDOWS.seed_text(), WINDOWS.seed).content
    assert Windows.from_content(content, "windows@1") == Windows()


def test_every_fault_is_told_with_its_line() -> None:
    text = "kind: windows\nclose_after: P1M\nhold_for: 24\nrating_for: P7D\n"
    assert told(text) == [
        "4: rating_for is not known",
        "2: P1M has years or months, which are not exact",
        "3: 24 is no duration",
    ]
    assert told("kind: windows\nhold_for: -P1D\n") == [
        "1: close_after is missing",
        "2: -P1D is negative",
    ]
