"""Secrets of links: several may verify, one signs, and a weak one ends the start."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from firstline_chassis.errors import CannotServe
from firstline_intake.adapters.links.signed_links import SignedLinks, read_secrets
from firstline_intake.domain.rating import RatingLink
from tests.support.scenarios import TICKET

OLD, NEW = "o" * 32, "n" * 32
LINK = RatingLink(TICKET, 3, datetime(2026, 4, 1, tzinfo=UTC))


def test_a_link_says_what_it_rates_to_whoever_has_the_secret() -> None:
    token = SignedLinks([NEW]).sign(LINK)
    assert SignedLinks([NEW]).read(token) == LINK
    assert SignedLinks([OLD]).read(token) is None


def test_a_secret_is_rotated_without_breaking_the_links_that_are_out() -> None:
    before = SignedLinks([OLD]).sign(LINK)
    both = SignedLinks([NEW, OLD])
    assert both.read(before) == LINK
    assert SignedLinks([NEW]).read(both.sign(LINK)) == LINK


def test_secrets_come_from_the_environment_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{NEW}\n{OLD}\n")
    assert read_secrets(f"{NEW}, {OLD}", None) == read_secrets(None, file) == [NEW, OLD]
    assert read_secrets(None, None) == []


@pytest.mark.parametrize("text", ["short", f"{NEW} short", "ü" * 31])
def test_a_weak_secret_ends_the_start(text: str) -> None:
    with pytest.raises(CannotServe, match="at least 32"):
        read_secrets(text, None)


def test_a_file_that_is_missing_or_empty_ends_the_start(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="can't be read"):
        read_secrets(None, tmp_path / "nowhere")
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(CannotServe, match="at least 32"):
        read_secrets(None, tmp_path / "empty")
    with pytest.raises(CannotServe, match="both set"):
        read_secrets(NEW, tmp_path / "empty")
