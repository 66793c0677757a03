"""The forms of an answer: a table for people; CSV, JSON, Parquet or a page for others."""

import csv
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from firstline_reporting.adapters.cli.files import refuse_unwritable
from firstline_reporting.adapters.cli.printing import print_tables
from firstline_reporting.adapters.cli.tabular import Told, cells, headings
from firstline_reporting.read_models.report import Report

Written = Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """Which form was asked for: `name` is table, csv, json, parquet or html; two have files."""

    name: str
    file: Path | None = None

    @classmethod
    def of(cls, given: Written) -> "Form":
        """Raises typer.BadParameter for several, and CannotTell for a file that can't be."""
        asked = [name for name in ("csv", "json", "parquet", "html") if given[f"{name}_"]]
        if len(asked) > 1:
            words = " and ".join(f"--{name}" for name in asked)
            raise typer.BadParameter(f"choose one of {words}.")
        name = asked[0] if asked else "table"
        file = given[f"{name}_"] if name in ("parquet", "html") else None
        if file is not None:
            refuse_unwritable(file)
        return cls(name, file)


def show(told: Told, report: Report, form: Form) -> None:
    """Print or write the report."""
    if form.name == "json":
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    elif form.name == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([headings(told), *cells(told)])
    elif form.file is not None:
        _write(told, report, form.name, form.file)
    else:
        print_tables(Console(), told)


def _write(told: Told, report: Report, name: str, file: Path) -> None:
    """Libraries that few need are loaded for those who do."""
    if name == "parquet":
        from firstline_reporting.adapters.cli.parquet import write_report

        write_report(told, file)
    else:
        from firstline_reporting.adapters.cli.page import write_page

        write_page(told, report, file)
    typer.echo(f"wrote {file}", err=True)
