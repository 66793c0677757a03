"""`firstline demo`."""

import json
import shutil
import signal
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

from firstline_console.demo.show import print_outcome, run_demo
from firstline_console.demo.suite import suite_for_a_while
from firstline_console.importing.command import INTERRUPTED, LOG
from firstline_local.layout import project

Limit = Annotated[
    int | None, typer.Option(min=1, help="Only the first N rows, compared with figures of them.")
]
Keep = Annotated[bool, typer.Option(help="Leave the suite running afterwards.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the outcome as one JSON object.")]

ACTIVATE = "  source .venv/bin/activate          put `firstline` on your path"
NEXT = """\
  firstline up                       start the suite and keep it running
  firstline status                   servers, services, lag, freshness on one screen
  firstline report backlog --at 2016-03-31T23:59:00Z --by queue
  firstline why INC0000045           why triage says what it says
  firstline ticket list              the live desk: open, show, reply, escalate, timeline …
  firstline psql --analyst           the history in SQL, read only
  firstline import incidents FILE    your own log of the same form"""


def register(app: typer.Typer) -> None:
    """Add `demo` to the console."""
    app.command("demo")(demo)


def demo(limit: Limit = None, keep: Keep = False, as_json: AsJson = False) -> None:
    """Start everything, import a year of a real desk, compare with the oracle, play a story, stop.

    Run it again: it starts from what is there and changes no number.
    """
    signal.signal(signal.SIGTERM, _as_interrupt)
    told = Console(stderr=True)
    try:
        with suite_for_a_while(keep, told.print) as suite:
            outcome = run_demo(suite, project() / LOG, limit, told)
            if not as_json:
                print_outcome(Console(), outcome)
    except KeyboardInterrupt:
        typer.echo("firstline: interrupted; the next `firstline demo` goes on from here.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    typer.echo(json.dumps(outcome.as_json(), ensure_ascii=False) if as_json else _next())
    raise typer.Exit(0 if outcome.agrees else 1)


def _next() -> str:
    """What to try now; how to reach the command by its name comes first where it must."""
    known = shutil.which("firstline") is not None
    return "\n".join(["What to try next:", *([] if known else [ACTIVATE]), NEXT])


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends the demo as Ctrl-C does: everything is stopped first."""
    raise KeyboardInterrupt
