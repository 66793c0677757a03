"""The colours of charts: placeholders while they are drawn, custom properties in the page.

The series are those of Okabe and Ito, which people with any common colour blindness tell apart
(https://jfly.uni-koeln.de/color/). Their yellow and black are left out: one vanishes on white, the
other on black. Lines differ in their dashes as well, for print in black and white.
"""

import re

SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
DASHES = ([1, 0], [6, 2], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3])
OTHERS = len(SERIES)
"""Place of the colour for all that have none of their own."""

_LIGHT = {"ink": "#1b1b1b", "muted": "#595959", "grid": "#dedede", "paper": "#ffffff"}
_DARK = {"ink": "#ececec", "muted": "#adadad", "grid": "#3d3d3d", "paper": "#161616"}
_OTHERS = {"light": "#767676", "dark": "#9a9a9a"}
INK, MUTED, GRID = "#fe0a01", "#fe0a02", "#fe0a03"
_NAMES = {INK: "ink", MUTED: "muted", GRID: "grid"}
_PLACEHOLDER = re.compile(r"#fe0[ab]\d\d")


def drawn(place: int) -> str:
    """The placeholder for the series at this place."""
    return f"#fe0b{min(place, OTHERS):02d}"


def themed(svg: str) -> str:
    """The drawing with custom properties in place of the placeholders."""
    return _PLACEHOLDER.sub(lambda found: f"var(--{_name(found[0])})", svg)


def _name(placeholder: str) -> str:
    return _NAMES.get(placeholder) or f"series-{int(placeholder[-2:])}"


def light() -> str:
    """The custom properties on white, as CSS declarations."""
    return _declared(_LIGHT, [*SERIES, _OTHERS["light"]])


def dark() -> str:
    """The custom properties on black."""
    return _declared(_DARK, [*SERIES, _OTHERS["dark"]])


def _declared(names: dict[str, str], series: list[str]) -> str:
    numbered = {f"series-{place}": colour for place, colour in enumerate(series)}
    return " ".join(f"--{name}: {value};" for name, value in {**names, **numbered}.items())
