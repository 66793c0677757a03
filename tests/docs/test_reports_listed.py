"""The page of reporting lists the reports that there are, with what they tell and by what."""

import re

from firstline_reporting.read_models.registry import REPORTS
from tests.support.pages import ROOT

PAGE = ROOT / "services" / "reporting" / "README.md"


def test_the_page_of_reporting_has_a_row_per_report() -> None:
    text = PAGE.read_text(encoding="utf-8")
    table = text[text.index("| report | tells | by |") :].partition("\n\n")[0]
    rows = re.findall(r"^\| `([\w-]+)` \| (.+?) \| (.+?) \|$", table, flags=re.MULTILINE)
    assert [(name, by) for name, _, by in rows] == [
        (one.name, ", ".join(f"`{each.name}`" for each in one.dimensions)) for one in REPORTS
    ]
    tells = {name: about for name, about, _ in rows}
    for report in REPORTS:
        assert tells[report.name].lower() == report.about.lower().rstrip(".")
