"""The forms of an answer: a table for people; CSV, JSON or Parquet for others."""

import csv
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from firstline_reporting.adapters.cli.printing import print_tables
from firstline_reporting.adapters.cli.tabular import Told, cells, headings

Written = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """Which form was asked for: `name` is table, csv, json or parquet; the last has a file."""

    name: str
    file: Path | None = None

    @classmethod
    def of(cls, given: Written) -> "Form":
        """Raises typer.BadParameter when several are asked for."""
        asked = [name for name in ("csv", "json", "parquet") if given[f"{name}_"]]
        if len(asked) > 1:
            words = " and ".join(f"--{name}" for name in asked)
            raise typer.BadParameter(f"choose one of {words}.")
        name = asked[0] if asked else "table"
        file = given[f"{name}_"] if name == "parquet" else None
        return cls(name, file)


def show(told: Told, form: Form) -> None:
    """Print or write the report."""
    if form.name == "json":
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    elif form.name == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([headings(told), *cells(told)])
    elif form.file is not None:
        _write(told, form.file)
    else:
        print_tables(Console(), told)


def _write(told: Told, file: Path) -> None:
    """Libraries that few need are loaded for those who do."""
    from firstline_reporting.adapters.cli.parquet import write_report

    write_report(told, file)
    typer.echo(f"wrote {file}", err=True)
