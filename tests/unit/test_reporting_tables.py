"""The reports as people read them: on a terminal of any width, and piped into other programs."""

import io
import re
from typing import Any

import pytest
from rich.console import Console
from rich.text import Text

from firstline_reporting.adapters.cli.printing import print_tables
from firstline_reporting.adapters.cli.tables import Column, print_table
from firstline_reporting.adapters.cli.tabular import columns as columns_of_told
from firstline_reporting.adapters.cli.tabular import is_measure
from firstline_reporting.adapters.http.report_documents import columns_of
from firstline_reporting.read_models.registry import REPORTS
from firstline_reporting.read_models.report import Report

VALUES: dict[str, Any] = {
    "text": "Category 42",
    "instant": "2016-03-31T23:59:00.123456+02:00",
    "integer": 1_234_567,
    "number": 2_628.76,
}
FIGURES = {"integer": "1,234,567", "number": "2,628.76", "share": "262876.0%"}
WIDTHS = (40, 80, 120, 300)
every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
every_width = pytest.mark.parametrize("width", WIDTHS)


def told(report: Report, *, compared: bool) -> dict[str, Any]:
    """An answer of the report with two rows of large figures."""
    columns = columns_of(report)
    row = {one["name"]: VALUES[one["type"]] for one in columns}
    rows = [row, {**row, "key": "Software"}]
    other = {"definition": f"{report.name}@1", "means": "As it was.", "rows": rows, "total": None}
    return {
        "report": report.name, "definition": f"{report.name}@2", "means": "", "zone": "UTC",
        "by": report.dimensions[0].name, "columns": columns, "rows": rows, "total": None,
        "freshness": {"read_until": None, "behind": None}, "not_observable": 0,
        "restatement": other if compared else None,
    }  # fmt: skip


def printed(answer: dict[str, Any], width: int, *, terminal: bool = True) -> str:
    to = io.StringIO()
    console = Console(
        file=to, width=width, force_terminal=terminal, color_system=None, legacy_windows=False
    )
    print_tables(console, answer)
    return to.getvalue()


def figures_of(answer: dict[str, Any]) -> list[str]:
    kinds = [one["unit"] if one["unit"] == "share" else one["type"]
             for one in columns_of_told(answer)]  # fmt: skip
    return [FIGURES[kind] for kind in kinds if kind in FIGURES] * len(answer["rows"])


def words_of(answer: dict[str, Any]) -> set[str]:
    """The words of the headings of figures."""
    names = (f"{one['name']} {one['unit']}" for one in columns_of_told(answer) if is_measure(one))
    return set(re.findall(r"[^\s_\-():]+", " ".join(names)))


@every_report
@every_width
@pytest.mark.parametrize("compared", [False, True], ids=["alone", "compared"])
def test_no_figure_and_no_word_of_a_heading_is_ever_broken(
    report: Report, width: int, compared: bool
) -> None:
    answer = told(report, compared=compared)
    shown = printed(answer, width)
    for figure in set(FIGURES.values()):
        found = len(re.findall(rf"(?<!\S){re.escape(figure)}(?!\S)", shown))
        assert found == figures_of(answer).count(figure), shown
    assert words_of(answer) <= set(re.findall(r"[^\s\[\]():]+", shown)), shown


@every_report
def test_a_row_of_figures_has_its_lines_to_itself_at_80_columns(report: Report) -> None:
    answer = told(report, compared=False)
    table = printed(answer, 80).split("; times in UTC")[0]
    lines = table.splitlines()[1:-1]
    assert [line for line in lines if len(line.rstrip()) > 80] == []


@every_report
def test_what_is_piped_has_one_line_for_each_row_and_one_for_the_headings(report: Report) -> None:
    answer = told(report, compared=True)
    _, headings, *rows, _, _, _ = printed(answer, 80, terminal=False).splitlines()
    assert len(rows) == len(answer["rows"])
    whole = figures_of(answer).count("1,234,567") // len(rows)
    assert [row.split().count("1,234,567") for row in rows] == [whole, whole]
    assert words_of(answer) <= set(re.findall(r"[^\s\[\]():]+", headings))


def table_of(width: int, *columns: Column) -> list[str]:
    to = io.StringIO()
    print_table(Console(file=to, width=width, force_terminal=True, color_system=None), columns)
    return [line.rstrip() for line in to.getvalue().splitlines()]


KEY = Column("category", [Text("Printers and the like"), Text("(unknown)")])
HOURS = Column("median [hours]", [Text("1,234.50"), Text("")], figures=True)


def test_where_there_is_room_a_row_is_a_line() -> None:
    assert table_of(40, KEY, HOURS) == [
        "category               median [hours]",
        "Printers and the like        1,234.50",
        "(unknown)",
    ]


def test_headings_and_texts_break_between_words_when_room_is_short() -> None:
    assert table_of(24, KEY, HOURS) == [
        "                median",
        "category       [hours]",
        "Printers and  1,234.50",
        "the like",
        "(unknown)",
    ]


def test_where_no_table_fits_each_row_becomes_a_block_that_says_what_is_empty() -> None:
    assert table_of(15, KEY, HOURS) == [
        "Printers and the like",
        "  median [hours]: 1,234.50",
        "(unknown)",
        "  median [hours]: -",
    ]


def test_wide_signs_take_the_room_that_they_need() -> None:
    wide = Column("queue", [Text("日本語の待ち行列")])
    count = Column("count", [Text("12")], figures=True)
    assert table_of(25, wide, count)[1] == "日本語の待ち行列     12"
    assert table_of(20, wide, count) == ["日本語の待ち行列", "  count: 12"]
