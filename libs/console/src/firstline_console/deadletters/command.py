"""`firstline dead-letters list|show`."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from firstline_console.boundary import UserError
from firstline_console.deadletters.letters import Letter, find_letter, letters_of
from firstline_local.environment import SERVICES

ServiceName = Annotated[str | None, typer.Option("--service", help="Only this service.")]
AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON.")]
COLUMNS = ("service", "id", "recorded_at", "place", "type", "code", "reason", "waiting")


def register(app: typer.Typer) -> None:
    """Add `dead-letters` to the console."""
    group = typer.Typer(help="What the services could not take, and why.", no_args_is_help=True)
    group.command("list")(list_letters)
    group.command("show")(show_letter)
    app.add_typer(group, name="dead-letters")


def list_letters(service: ServiceName = None, as_json: AsJson = False) -> None:
    """Every record that a service could not take, oldest first, and how many wait behind it."""
    letters = list(letters_of(_services(service)))
    if as_json:
        typer.echo(json.dumps(letters, ensure_ascii=False))
    elif letters:
        Console().print(_table(letters))
    else:
        typer.echo("No dead letters: every record was taken.")


def show_letter(
    number: Annotated[int, typer.Argument(min=1, help="Its number in `list`.")],
    service: ServiceName = None,
    as_json: AsJson = False,
) -> None:
    """One dead letter, whole: where it came from, why it lies here, and what it says."""
    found = find_letter(_services(service), number)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for letter in found:
        Console().print(_whole(letter))


def _services(named: str | None) -> tuple[str, ...]:
    if named is None:
        return SERVICES
    if named not in SERVICES:
        raise UserError(f"there is no service {named}.", f"services are: {', '.join(SERVICES)}.")
    return (named,)


def _table(letters: list[Letter]) -> Table:
    table = Table(*COLUMNS)
    for letter in letters:
        told = {**letter, "place": _place(letter)}
        table.add_row(*(_text(told.get(column)) for column in COLUMNS))
    return table


def _whole(letter: Letter) -> Table:
    table = Table(show_header=False, title=f"{letter['service']}, dead letter {letter['id']}")
    for name, value in letter.items():
        table.add_row(name, _text(value))
    return table


def _place(letter: Letter) -> str:
    return f"{letter.get('topic')}/{letter.get('partition')}/{letter.get('offset')}"


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)
