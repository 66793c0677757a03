"""The options that many commands share, and what they mean together."""

from pathlib import Path
from typing import Annotated

import typer

Ticket = Annotated[str, typer.Argument(help="Id, number (FL-000123), or the desk's reference.")]
Text = Annotated[
    str | None, typer.Argument(help="What to say; without it from --file, or standard input.")
]
File = Annotated[Path | None, typer.Option("--file", help="Read the text from this file.")]
By = Annotated[str | None, typer.Option("--requester", help="The requester who acts.")]
At = Annotated[str | None, typer.Option(help="When it happened, with its zone; else now.")]
Key = Annotated[
    str | None, typer.Option(help="Idempotency-Key: the same one again is carried out once.")
]
AsJson = Annotated[bool, typer.Option("--json", help="The service's whole answer as JSON.")]
