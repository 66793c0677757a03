"""`--html`: one page that needs no server, no script, and no colour to be read."""

import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from firstline_reporting.adapters.cli import palette
from firstline_reporting.adapters.cli.page import MOST_ROWS, page
from firstline_reporting.adapters.http.report_documents import columns_of
from firstline_reporting.read_models.registry import REPORTS
from firstline_reporting.read_models.report import Report
from tests.support.reports import report

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Elements(HTMLParser):
    """Every element with its attributes; fails where tags don't match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def answer(asked: Report, keys: list[str | None], **said: Any) -> dict[str, Any]:
    """What the service might say: every figure of the n-th row is n + 1."""
    rows = [
        {
            one.name: {
                "text": key,
                "integer": n + 1,
                "number": n + 1.5,
                "instant": f"2016-03-{n % 28 + 1:02}T00:00:00Z",
            }[one.kind.value]
            for one in asked.columns
        }
        for n, key in enumerate(keys)
    ]
    return {
        "report": asked.name,
        "definition": asked.named(asked.current),
        "means": asked.current.means,
        "by": asked.dimensions[0].name,
        "zone": "Europe/Rome",
        "origin": None,
        "columns": columns_of(asked),
        "rows": rows,
        "total": rows[0] if rows else None,
        "restatement": None,
        "not_observable": 2,
        "why_not_observable": "nobody said",
        "freshness": {"read_until": "2026-01-01T00:00:00Z", "behind": 0},
        **said,
    }


@pytest.mark.parametrize("asked", REPORTS, ids=lambda one: one.name)
def test_the_page_of_every_report_is_whole_and_readable_without_colours(asked: Report) -> None:
    text = page(answer(asked, ["2016-03", "<b>&", None]), asked)
    elements = Elements(text).found
    assert "<b>&" not in text
    tags = [tag for tag, _ in elements]
    assert tags.count("table") == tags.count("caption") == 1
    assert {at.get("scope") for tag, at in elements if tag == "th"} == {"col", "row"}
    for tag, attributes in elements:
        if tag == "svg":
            assert attributes["role"] == "img"
            ids = (attributes["aria-labelledby"] or "").split()
            assert len(ids) == 2
            assert set(ids) <= {at.get("id") for t, at in elements if t in ("title", "desc")}
    assert asked.named(asked.current) in text
    assert "times in Europe/Rome; read until 2026-01-01" in text
    assert "2 not observable: nobody said" in text


@pytest.mark.parametrize("asked", REPORTS, ids=lambda one: one.name)
def test_the_page_has_no_script_and_fetches_nothing(asked: Report) -> None:
    text = page(answer(asked, ["a", "b"]), asked)
    elements = Elements(text).found
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in elements}
    assert not [a for _, at in elements for a in at if a.startswith("on")]
    addresses = re.findall(r"https?://[^\"' ]+", text)
    assert {one.rpartition("/")[0] for one in addresses} <= {
        "http://www.w3.org/1999",
        "http://www.w3.org/2000",
    }
    assert "default-src 'none'" in text


@pytest.mark.parametrize("asked", REPORTS, ids=lambda one: one.name)
def test_a_chart_takes_its_colours_from_the_page(asked: Report) -> None:
    text = page(answer(asked, ["a", "b", "c"]), asked)
    for svg in re.findall(r"<svg .*?</svg>", text, flags=re.DOTALL):
        ET.fromstring(svg)  # noqa: S314 - our own drawing
        assert not re.findall(r'(?:fill|stroke)="#', svg)
        used = set(re.findall(r"var\((--[\w-]+)\)", svg))
        for colours in (palette.light(), palette.dark()):
            assert used <= set(re.findall(r"(--[\w-]+):", colours))


def test_colours_can_be_told_from_the_paper_in_light_and_in_dark() -> None:
    for declared, least in ((palette.light(), 2.2), (palette.dark(), 3.0)):
        colours = dict(re.findall(r"--([\w-]+): (#\w{6});", declared))
        for name, colour in colours.items():
            if name not in ("paper", "grid"):
                assert contrast(colour, colours["paper"]) >= least, name
        assert contrast(colours["ink"], colours["paper"]) >= 7
        assert contrast(colours["muted"], colours["paper"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_page_is_the_same_every_time() -> None:
    volume = report("volume")
    told = answer(volume, ["a", "b"])
    assert page(told, volume) == page(told, volume)


def test_what_does_not_fit_is_said() -> None:
    history = report("backlog-history")
    text = page(answer(history, [f"queue {n}" for n in range(MOST_ROWS + 5)]), history)
    assert f"The first {MOST_ROWS:,} of {MOST_ROWS + 5:,} rows; --csv has all." in text
    assert "(others)" in text
    volume = report("volume")
    words = page(answer(volume, [f"word {n}" for n in range(40)], by="category"), volume)
    assert "10 more are in the table alone" in words


def test_an_answer_without_rows_makes_a_page_without_charts() -> None:
    volume = report("volume")
    text = page(answer(volume, []), volume)
    assert "<svg" not in text
    assert "volume@1" in text


def test_an_axis_of_counts_has_no_ticks_between_whole_numbers() -> None:
    asked = report("backlog")

    text = page(answer(asked, ["new", "open", "unknown"]), asked)

    assert not re.search(r">\d+\.\d+</text>", text)
