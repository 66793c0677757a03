"""The options that many commands share, and what they mean together."""

from pathlib import Path
from typing import Annotated

import typer

from firstline_console.boundary import UserError
from firstline_console.ticket.desk import Actor, agent, requester

Ticket = Annotated[str, typer.Argument(help="Id, number (FL-000123), or the desk's reference.")]
Text = Annotated[
    str | None, typer.Argument(help="What to say; without it from --file, or standard input.")
]
File = Annotated[Path | None, typer.Option("--file", help="Read the text from this file.")]
As = Annotated[
    str | None, typer.Option("--as", envvar="FIRSTLINE_AGENT", help="The agent who acts.")
]
By = Annotated[str | None, typer.Option("--requester", help="The requester who acts.")]
At = Annotated[str | None, typer.Option(help="When it happened, with its zone; else now.")]
Key = Annotated[
    str | None, typer.Option(help="Idempotency-Key: the same one again is carried out once.")
]
AsJson = Annotated[bool, typer.Option("--json", help="The service's whole answer as JSON.")]


def acting(as_agent: str | None, as_requester: str | None = None) -> Actor:
    """The requester if one is named, else the agent. Raises UserError for nobody."""
    if as_requester:
        return requester(as_requester)
    if as_agent:
        return agent(as_agent)
    raise UserError("who acts?", "name an agent: --as nora, or once: export FIRSTLINE_AGENT=nora")
