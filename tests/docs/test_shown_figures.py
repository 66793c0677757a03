"""The figures that the first page shows of the demo are those of the oracle and of the rows."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from typing import Any

from firstline_console.demo.comparison import AGREEMENT, FIGURES
from tests.support.incident_rows import LOG, incident_rows
from tests.support.naive_figures import backlog
from tests.support.pages import ROOT, Block, blocks


@cache
def shown() -> str:
    """What the page shows of `make demo`."""
    [demo] = [one for one in blocks(ROOT / "README.md") if _is_the_demo(one)]
    return demo.text


def _is_the_demo(block: Block) -> bool:
    return block.tag == "console" and block.text.startswith("$ make demo\n")


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_figures_shown_are_those_of_the_oracle() -> None:
    oracle: dict[str, Any] = json.loads((LOG.parent / "oracle.json").read_text())
    figures = re.findall(r"^│ (\w+) +│ +([\d,]+)\D.*✓ │$", shown(), flags=re.MULTILINE)
    counts = {name: number(count) for name, count in figures}
    assert len(counts) >= 4
    assert {name: _total(oracle[name]) for name in counts} == counts


def test_as_many_figures_agree_as_are_compared() -> None:
    [agreed] = re.findall(r"^(\d+) of \1 figures agree\.$", shown(), flags=re.MULTILINE)
    assert number(agreed) == len([*FIGURES, AGREEMENT])


def _total(figure: Any) -> int:
    return sum(figure.values()) if isinstance(figure, dict) else int(figure)


def test_the_backlog_shown_is_what_the_rows_say() -> None:
    months = re.findall(
        r"^│ (\S+ \d\d:\d\d) │ +([\d,]+) │ +([\d,]+) │", shown(), flags=re.MULTILINE
    )
    assert len(months) >= 3
    for instant, tickets, waiting in months:
        at = datetime.strptime(instant, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
        found = backlog(incident_rows(), at, "status")
        assert (found["tickets"], found["backlog"]) == (number(tickets), number(waiting))


def test_the_size_of_the_log_is_told_as_it_is() -> None:
    rows = incident_rows()
    tickets = {row.number for row in rows}
    assert f"│ {len(rows):,} rows of {len(tickets):,} tickets " in shown()
    assert f"{len(rows):,} records" in (ROOT / "README.md").read_text(encoding="utf-8")
