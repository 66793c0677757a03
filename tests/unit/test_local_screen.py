"""The status on one screen, as a person reads it."""

import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from firstline_local.screen import render
from firstline_local.status import SuiteStatus


@pytest.mark.parametrize(("number", "told"), [(1, "(1 record)"), (1_200, "(1,200 records)")])
def test_foreign_words_are_told_with_how_many_records_have_them(number: int, told: str) -> None:
    word = {"origin": "shop", "field": "status", "word": "parked", "records": number}
    status = SuiteStatus(
        at=datetime(2026, 1, 1, tzinfo=UTC), folder="f", in_use=None, servers=[], services=[],
        progress=[], unknown_words=[word],
    )  # fmt: skip
    to = io.StringIO()
    Console(file=to, width=120).print(render(status))
    assert f"shop: status “parked” is in no mapping {told}" in to.getvalue()
