"""A report as one page that opens without a server: charts, their tables, and how they were made.

There is no script in it, and nothing is fetched. Colours follow the reader's light or dark mode and
turn light in print.
"""

from html import escape
from pathlib import Path
from typing import Any

from firstline_reporting.adapters.cli import palette
from firstline_reporting.adapters.cli.charts import Drawing, drawings
from firstline_reporting.adapters.cli.files import replacing
from firstline_reporting.adapters.cli.printing import about, figures, shown
from firstline_reporting.adapters.cli.tabular import Told, cells, columns, is_measure
from firstline_reporting.read_models.report import Report

MOST_ROWS = 2_000
_UPRIGHT = 8
"""Columns that paper has room for when it stands upright."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_page(told: Told, report: Report, file: Path) -> None:
    """Write the page, whole or not at all."""
    with replacing(file) as part:
        part.write_text(page(told, report), encoding="utf-8")


def page(told: Told, report: Report) -> str:
    """The page as text."""
    title = f"{report.title}, by {told['by'].replace('_', ' ')}"
    drawn = "".join(_figure(n, one) for n, one in enumerate(drawings(told, report), 1))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title)}</title>
<style>{_style(len(columns(told)))}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p>{escape(report.about)}</p>
{_facts(told)}
{drawn}
{_table(told, title)}
{_made(told)}
</main>
</body>
</html>
"""


def _facts(told: Told) -> str:
    pairs = ((_words(name).capitalize(), _plain(value)) for name, value in figures(told).items())
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs)
    return f'<dl class="facts">{items}</dl>' if items else ""


def _figure(number: int, drawing: Drawing) -> str:
    left_out = f" {drawing.left_out:,} more are in the table alone." if drawing.left_out else ""
    name = f"chart-{number}"
    svg = drawing.svg.replace(
        "<svg ",
        f'<svg role="img" aria-labelledby="{name} {name}-says" ',
        1,
    )
    head, close, rest = svg.partition(">")
    titled = (
        f'{head}{close}<title id="{name}">{escape(drawing.title)}</title>'
        f'<desc id="{name}-says">{escape(drawing.description)}</desc>{rest}'
    )
    caption = escape(drawing.description + left_out)
    return f'<figure tabindex="0">{titled}<figcaption>{caption}</figcaption></figure>'


def _table(told: Told, title: str) -> str:
    over, rows = columns(told), list(cells(told))
    heads = "".join(_head(column, told["by"]) for column in over)
    body = "".join(f"<tr>{_row(row, over)}</tr>" for row in rows[:MOST_ROWS])
    foot = _total(told, over)
    more = len(rows) - MOST_ROWS
    note = (
        f"<p>The first {MOST_ROWS:,} of {len(rows):,} rows; --csv has all.</p>" if more > 0 else ""
    )
    return (
        f'<div class="wide" tabindex="0"><table><caption>{escape(title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{foot}</table></div>{note}"
    )


def _head(column: dict[str, Any], by: str) -> str:
    """The key is called by what it is."""
    unit = f" ({column['unit']})" if column["unit"] else ""
    name = by if column["name"] == "key" else column["name"]
    side = ' class="number"' if is_measure(column) else ""
    means = escape(column["means"], quote=True)
    return f'<th scope="col"{side} title="{means}">{escape(_words(name) + unit)}</th>'


def _row(row: list[Any], over: list[dict[str, Any]]) -> str:
    """The words that the row is of are its heading."""
    return "".join(
        f'<td class="number">{escape(shown(value, column))}</td>'
        if is_measure(column)
        else f'<th scope="row">{escape(_word(value, column))}</th>'
        for value, column in zip(row, over, strict=True)
    )


def _word(value: Any, column: dict[str, Any]) -> str:
    return "(unknown)" if value is None and column["name"] == "key" else shown(value, column)


def _total(told: Told, over: list[dict[str, Any]]) -> str:
    total = told["total"]
    if total is None:
        return ""
    other = told["restatement"]
    before = (other["total"] if other else None) or {}
    row = [before.get(one["of"]) if "of" in one else total[one["name"]] for one in over]
    named = ["all" if one["name"] == "key" else value for one, value in zip(over, row, strict=True)]
    return f"<tfoot><tr>{_row(named, over)}</tr></tfoot>"


def _made(told: Told) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in about(told))
    means = f"<p>{escape(told['definition'])}: {escape(told['means'])}</p>"
    means = "" if told["restatement"] else means  # which tells both itself
    return f"<footer><h2>How these figures are made</h2>{means}{lines}</footer>"


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    return f"{value:,}"


def _style(width: int) -> str:
    """Wide tables are printed on wide paper."""
    paper = "@page { size: landscape }" if width > _UPRIGHT else ""
    return f"""{paper}
:root {{ {palette.light()} }}
@media (prefers-color-scheme: dark) {{ :root {{ {palette.dark()} }} }}
@media print {{ :root {{ {palette.light()} }} }}
{_RULES}"""


# On a phone drawings keep their size, so that their numbers can be read: they scroll, by keys too.
_RULES = """
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 Helvetica, Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; }
figure { margin: 1.5rem 0; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
figcaption, footer, .facts dt { color: var(--muted); font-size: .875rem; }
.facts { display: flex; flex-wrap: wrap; gap: 1.5rem; margin: 1rem 0; }
.facts dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; width: 100%; }
caption { text-align: left; color: var(--muted); padding: .25rem 0; }
th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--grid);
  text-align: left; font-weight: normal; vertical-align: top; }
thead th, tfoot th, tfoot td { font-weight: bold; }
tbody th { white-space: nowrap; }
thead .number { white-space: normal !important; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
footer { margin-top: 2rem; border-top: 1px solid var(--grid); }
@media screen and (max-width: 40rem) {
  figure svg { max-width: none; }
  figcaption { position: sticky; left: 0; max-width: calc(100vw - 3rem); }
}
@media print {
  main { max-width: none; padding: 0; }
  figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  .wide, figure { overflow: visible; }
  table { font-size: .7rem; }
  th, td { padding-right: .4rem; }
}
"""
