"""What `firstline report NAME` may be told: options made from what the report declares."""

from collections.abc import Callable
from enum import Enum
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any

import typer

from firstline_reporting.read_models.report import Option, Report

_DAY = "a day (2016-03-31) or an instant (2016-03-31T23:59:00Z)"
TIMES: dict[str, dict[str, str]] = {
    "period": {
        "from": f"From when, inclusive: {_DAY}.",
        "to": f"Until when, exclusive: {_DAY}.",
    },
    "at": {"at": "The instant, such as 2016-03-31T23:59:00Z; else now."},
}
_WORDS = {
    "tz": "In which zone days begin and times are shown: Europe/Rome.",
    "origin": "Only the tickets of this foreign desk.",
    "definition": "By which version, such as NAME@1; else the current one.",
    "compare": "Show what this version says beside it: NAME@1.",
}
_FILES = {
    "parquet": "Write a Parquet file.",
    "html": "Write a page with charts, which opens without a server.",
}
_DRILL = "The tickets behind the row of this key; '' is the unknown one."

_ALSO = {"language": ("--lang",)}
"""Second names, as other commands have them."""
_HIDDEN = "With a drill: those outside of the figure, as not observable."
_BEHIND = "What a drill lists."


def signature(report: Report) -> Signature:
    """The report's options, as Typer reads them: questions as text, forms as flags and files."""
    times = {name: told for take, named in TIMES.items() if take in report.takes
             for name, told in named.items()}  # fmt: skip
    said = {**times, **_WORDS}
    return Signature(
        [
            *(_word(name, about.replace("NAME", report.name)) for name, about in said.items()),
            _choice("by", "What the rows are told apart by.", [d.name for d in report.dimensions]),
            *map(_option, report.options),
            _flag("csv", "As CSV."),
            _flag("json", "As one JSON object."),
            *(_file(name, about) for name, about in _FILES.items()),
            _parameter("drill", str | None, None, _DRILL),
            _flag("drill-all", "The tickets behind all rows."),
            *([_flag("not-observable", _HIDDEN)] if report.unobservable else []),
            *([_choice("behind", _BEHIND, _listed(report))] if report.subjects else []),
        ]
    )


def signed(run: Callable[..., None], report: Report) -> Callable[..., None]:
    """The function with the report's options as its parameters."""

    def call(**given: Any) -> None:
        run(report, given)

    made = signature(report)
    call.__signature__ = made  # type: ignore[attr-defined]
    call.__annotations__ = {name: one.annotation for name, one in made.parameters.items()}
    call.__doc__ = report.about
    return call


def _listed(report: Report) -> list[str]:
    return ["tickets", *(one.name for one in report.subjects)]


def _option(option: Option) -> Parameter:
    if option.values:
        return _choice(option.name, option.means, list(option.values))
    return _word(option.name, f"{option.means}; {option.default} if left out.")


def _word(name: str, about: str) -> Parameter:
    return _parameter(name, str, "", about)


def _choice(name: str, about: str, values: list[str]) -> Parameter:
    kind = Enum(name.capitalize(), {value: value for value in values}, type=str)  # type: ignore[misc]
    return _parameter(name, kind, next(iter(kind)), about)


def _flag(name: str, about: str) -> Parameter:
    return _parameter(name, bool, False, about)


def _file(name: str, about: str) -> Parameter:
    return _parameter(name, Path | None, None, about)


def _parameter(name: str, kind: Any, default: Any, about: str) -> Parameter:
    option = typer.Option(f"--{name}", *_ALSO.get(name, ()), help=about)
    safe = f"{name.replace('-', '_')}_"
    return Parameter(
        safe, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option]
    )
