"""The demo says that a figure agrees only if it does."""

import io
import json

import pytest
from rich.console import Console

from firstline_console.demo.comparison import FIGURES, compare, compare_all
from firstline_console.demo.expected import expected_figures
from firstline_console.demo.printing_comparison import print_comparison
from firstline_console.importing.command import LOG
from firstline_local.layout import project

FILE = project() / LOG
ORACLE = json.loads((FILE.parent / "oracle.json").read_text())


def test_figures_computed_from_all_rows_are_the_oracles() -> None:
    computed = expected_figures(FILE, ORACLE["events"])
    assert [each.name for each in compare_all(ORACLE, computed) if not each.agrees] == []


@pytest.mark.parametrize("name", FIGURES)
def test_any_figure_that_is_missing_or_off_disagrees(name: str) -> None:
    assert compare(name, ORACLE[name], ORACLE[name]).agrees
    assert not compare(name, ORACLE[name], None).agrees
    assert not compare(name, ORACLE[name], _off_by_one(ORACLE[name])).agrees


def _off_by_one(figure: object) -> object:
    if isinstance(figure, dict):
        first, *_ = figure
        return {**figure, first: _off_by_one(figure[first])}
    if isinstance(figure, list):
        return [_off_by_one(figure[0]), *figure[1:]]
    assert isinstance(figure, int | float)
    return figure + 1


def test_a_kind_that_the_oracle_lacks_disagrees() -> None:
    [difference] = compare("priority_last_row", {"low": 1}, {"low": 1, "high": 2}).differences
    assert (difference.key, difference.oracle, difference.ours) == ("high", None, 2)


def test_transitions_rarer_than_the_oracles_list_are_no_difference() -> None:
    oracle = {"New -> Active": 9, "Active -> Resolved": 4}
    assert compare("state_transitions", oracle, {**oracle, "Closed -> New": 3}).agrees
    assert not compare("state_transitions", oracle, {**oracle, "Closed -> New": 5}).agrees


def test_the_table_names_every_difference() -> None:
    console = Console(file=io.StringIO(), width=120)
    comparison = compare("priority_last_row", {"low": 1234}, {"low": 1235})
    print_comparison(console, "the test", [comparison])
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "✗" in text
    assert "1,234" in text
    assert "1,235" in text
    assert "0 of 1 figures agree" in text
