"""How long a window is: exact durations alone."""

from datetime import timedelta

import pytest

from firstline_intake.domain.windows import WrongDuration, exact_duration

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
