"""The options that many commands share."""

from pathlib import Path
from typing import Annotated

import typer

Article = Annotated[str, typer.Argument(help="Id, number (KB-000012), or short name.")]
Language = Annotated[
    str | None,
    typer.Option("--language", "--lang", "-l", help="en, it, es or el; else its only one."),
]
File = Annotated[
    Path | None,
    typer.Argument(help="A Markdown file, with or without a head; else standard input."),
]
Title = Annotated[str | None, typer.Option(help="In one line; else as the file's head says it.")]
Summary = Annotated[str | None, typer.Option(help="What it is about, in a sentence or two.")]
Seen = Annotated[
    int | None,
    typer.Option(min=1, help="Its version that you read; refused if it has changed since."),
]
Version = Annotated[int | None, typer.Option(min=1, help="The version of the text that you read.")]
Note = Annotated[str | None, typer.Option(help="What you did, and why.")]
