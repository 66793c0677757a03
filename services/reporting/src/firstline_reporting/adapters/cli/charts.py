"""Charts of reports: a Vega-Lite specification each, drawn as SVG without a browser."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import vl_convert

from firstline_reporting.adapters.cli import palette
from firstline_reporting.adapters.cli.tabular import Told
from firstline_reporting.read_models.columns import Kind
from firstline_reporting.read_models.report import Chart, Report

Spec = dict[str, Any]
Rows = list[dict[str, Any]]
UNKNOWN, OTHERS = "(unknown)", "(others)"
MOST_BARS = 30
MOST_COLUMNS = 62
WIDTH = 740
_FONT = "Helvetica, Arial, sans-serif"


@dataclass(frozen=True)
class Drawing:
    """A chart, what it is called, and what it says in words for those who can't see it."""

    svg: str
    title: str
    description: str
    left_out: int = 0
    """Rows that are in the table alone."""


def drawings(told: Told, report: Report) -> list[Drawing]:
    """The charts of an answer; none where it has no figures."""
    chart = report.chart
    if chart is None or not told["rows"]:
        return []
    if chart.kind == "line":
        return [_line(told, chart.measures[0])]
    if chart.kind == "range":
        return [_range(told, chart)]
    return [_bars(told, report, measure) for measure in chart.measures]


def _bars(told: Told, report: Report, measure: str) -> Drawing:
    rows = _keyed(told["rows"], measure)
    ordered = report.dimension(told["by"]).ordered
    if ordered and len(rows) > MOST_COLUMNS:
        return _drawing(told, rows, measure, _course(rows, measure), 0)
    shown = rows[: MOST_COLUMNS if ordered else MOST_BARS]
    spec = _columns(told, shown, measure) if ordered else _rows(told, shown, measure)
    return _drawing(told, shown, measure, spec, len(rows) - len(shown))


def _columns(told: Told, rows: Rows, measure: str) -> Spec:
    axis = {"labelAngle": -45 if len(rows) > 8 else 0, "title": _words(told["by"])}
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "color": palette.drawn(0)},
        "encoding": {
            "x": {"field": "key", "type": "ordinal", "sort": None, "axis": axis},
            "y": _quantity(told, measure),
        },
        "height": 260,
    }


def _rows(told: Told, rows: Rows, measure: str) -> Spec:
    axis = {"title": None, "labelLimit": 240}
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "color": palette.drawn(0)},
        "encoding": {
            "y": {"field": "key", "type": "nominal", "sort": None, "axis": axis},
            "x": _quantity(told, measure),
        },
        "height": {"step": 18},
    }


def _course(rows: Rows, measure: str) -> Spec:
    """Too many for columns: a line over the keys."""
    axis = {"labelOverlap": True, "title": None}
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": palette.drawn(0), "interpolate": "step-after"},
        "encoding": {
            "x": {"field": "key", "type": "ordinal", "sort": None, "axis": axis},
            "y": {"field": measure, "type": "quantitative", "axis": {"title": _words(measure)}},
        },
        "height": 260,
    }


def _line(told: Told, measure: str) -> Drawing:
    keys = _largest(told["rows"], measure)
    totals: Counter[tuple[str, str]] = Counter()
    for row in told["rows"]:
        key = row["key"] or ("" if told["by"] == "all" else UNKNOWN)
        totals[row["at"], key if key in keys else OTHERS] += row[measure]
    instants = sorted({at for at, _ in totals})
    series = [*keys, *([OTHERS] if any(key == OTHERS for _, key in totals) else [])]
    rows = [{"at": at, "key": key, measure: totals[at, key]} for key in series for at in instants]
    colours = [
        palette.drawn(palette.OTHERS if key == OTHERS else i) for i, key in enumerate(series)
    ]
    dashes = [palette.DASHES[i % len(palette.DASHES)] for i in range(len(series))]
    encoding: Spec = {
        "x": {"field": "at", "type": "temporal", "axis": {"title": f"time, {told['zone']}"}},
        "y": {
            "field": measure,
            "type": "quantitative",
            "axis": {"title": "tickets", "format": ",~f"},
        },
    }
    if len(series) > 1:
        named = {"title": _words(told["by"])}
        encoding["color"] = _scaled("key", series, colours, named)
        encoding["strokeDash"] = _scaled("key", series, dashes, named)
    mark = {"type": "line", "interpolate": "step-after", "strokeWidth": 2}
    if len(series) == 1:
        mark["color"] = palette.drawn(0)
    spec = {"data": {"values": _local(rows)}, "mark": mark, "encoding": encoding, "height": 300}
    return _drawing(told, rows, measure, spec, 0)


def _range(told: Told, chart: Chart) -> Drawing:
    low, middle, high, far = chart.measures
    rows = [row for row in _keyed(told["rows"], middle) if row[middle] is not None][:MOST_BARS]
    # a logarithm has no zero: what took less than a minute is drawn as a minute
    values = [{**row, **{m: max(row[m], 1 / 60) for m in chart.measures}} for row in rows]
    scale = {"type": "log"}
    axis = {
        "title": "hours (logarithmic)",
        "format": "~g",
        "values": [1 / 60, 0.1, 1, 10, 100, 1000, 10000],
    }
    y = {
        "field": "key",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelLimit": 240},
    }
    x = {"field": low, "type": "quantitative", "scale": scale, "axis": axis}
    layers: list[Spec] = [
        {"mark": {"type": "rule", "color": palette.MUTED},
         "encoding": {"x": {**x, "field": low}, "x2": {"field": far}}},
        {"mark": {"type": "bar", "color": palette.drawn(0), "height": 10},
         "encoding": {"x": x, "x2": {"field": high}}},
        {"mark": {"type": "tick", "color": palette.INK, "thickness": 3, "opacity": 1, "size": 18},
         "encoding": {"x": {**x, "field": middle}}},
        {"mark": {"type": "point", "color": palette.drawn(1), "filled": True, "opacity": 1},
         "encoding": {"x": {**x, "field": far}}},
    ]  # fmt: skip
    spec = {
        "data": {"values": values},
        "encoding": {"y": y},
        "layer": layers,
        "height": {"step": 26},
    }
    drawing = _drawing(told, rows, middle, spec, len(told["rows"]) - len(rows))
    reading = f"Box: {low} to {high}; bar: {middle}; dot: {far}."
    return Drawing(drawing.svg, drawing.title, f"{drawing.description} {reading}", drawing.left_out)


def _drawing(told: Told, rows: Rows, measure: str, spec: Spec, left_out: int) -> Drawing:
    title = f"{_words(measure).capitalize()} by {_words(told['by'])}"
    description = _described(title, rows, measure)
    whole = {"width": WIDTH, "background": None, **spec, "config": _CONFIG}
    svg = vl_convert.vegalite_to_svg(vl_spec=whole)
    return Drawing(palette.themed(svg), title, description, left_out)


def _described(title: str, rows: Rows, measure: str) -> str:
    known = [row for row in rows if row[measure] is not None]
    if not known:
        return f"{title}: nothing to show."
    most, least = max(known, key=lambda r: r[measure]), min(known, key=lambda r: r[measure])
    return (
        f"{title}: {len(known):,} figures, from {_told(least, measure)} to {_told(most, measure)}."
    )


def _told(row: dict[str, Any], measure: str) -> str:
    words = " ".join(str(row[name]) for name in ("at", "key") if row.get(name))
    return f"{row[measure]:,.6g}" + (f" ({words})" if words else "")


def _keyed(rows: Rows, measure: str) -> Rows:
    return [{"key": row["key"] or UNKNOWN, measure: row[measure], **_others(row)} for row in rows]


def _others(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("key", "tickets_behind")}


def _largest(rows: Rows, measure: str) -> list[str]:
    """The keys that a colour is for: those that are largest over the whole time."""
    sizes: Counter[str] = Counter()
    for row in rows:
        sizes[row["key"] or UNKNOWN] += row[measure]
    if set(sizes) == {UNKNOWN}:
        return [""] if all(row["key"] is None for row in rows) else [UNKNOWN]
    return [key for key, _ in sizes.most_common(len(palette.SERIES))]


def _local(rows: Rows) -> Rows:
    """Instants as the clocks of their zone show them: the drawing knows no zones."""
    return [{**row, "at": row["at"][:19]} for row in rows]


def _quantity(told: Told, measure: str) -> Spec:
    [column] = [one for one in told["columns"] if one["name"] == measure]
    share = column["unit"] == "share"
    title = _words(measure) + (f", {column['unit']}" if column["unit"] and not share else "")
    axis: Spec = {"title": title, "format": ".0%" if share else ",~f"}
    if column["type"] == Kind.INTEGER:
        axis["tickMinStep"] = 1  # there is no fifth of a ticket
    return {"field": measure, "type": "quantitative", "axis": axis}


def _scaled(field: str, domain: list[str], values: list[Any], legend: Spec) -> Spec:
    return {
        "field": field,
        "type": "nominal",
        "scale": {"domain": domain, "range": values},
        "legend": legend,
    }


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


_TEXT = {"labelColor": palette.INK, "titleColor": palette.MUTED, "titleFontWeight": "normal"}
_CONFIG: Spec = {
    "aria": False,
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        **_TEXT,
        "gridColor": palette.GRID,
        "domainColor": palette.MUTED,
        "tickColor": palette.MUTED,
        "labelFontSize": 11,
        "titleFontSize": 12,
    },
    "legend": {**_TEXT, "labelFontSize": 11, "symbolStrokeWidth": 2, "symbolSize": 300},
}
