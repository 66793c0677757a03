"""A ticket's number as people say it, and back."""

import pytest

from firstline_intake.read_models.directory import number_of, serial_of


@pytest.mark.parametrize(("serial", "number"), [(1, "FL-000001"), (1_234_567, "FL-1234567")])
def test_a_number_has_six_digits_or_more(serial: int, number: str) -> None:
    assert (number_of(serial), serial_of(number)) == (number, serial)


@pytest.mark.parametrize("number", ["FL-7", "fl-7", "FL-000007", "Fl-0007"])
def test_people_may_leave_out_zeros_and_capitals(number: str) -> None:
    assert serial_of(number) == 7


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "FL-",
        "FL-7a",
        "FL--7",
        "FL-+7",
        "FL- 7",
        "FL-\u0667",
        "FL-²",
        "XL-7",
        "FL-" + "9" * 19,
    ],
)
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert serial_of(text) is None


def test_the_largest_serial_fits_into_the_store() -> None:
    assert serial_of("FL-" + "9" * 18) == 10**18 - 1 < 2**63
