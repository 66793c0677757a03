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
        for letter in letters:
            typer.echo(_brief(letter))
        typer.echo("One of them, whole: firstline dead-letters show NUMBER")
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


def _brief(letter: Letter) -> str:
    """Two lines, which fit a terminal better than a table of eight columns."""
    facts = (letter.get("recorded_at"), _place(letter), letter.get("type"))
    waiting = letter.get("waiting")
    behind = f" ({waiting:,} wait behind it)" if waiting else ""
    name = f"{letter['service']} {letter['id']}"
    told = "  ".join([name, *(str(fact) for fact in facts if fact)])
    why = f"{letter.get('code')}: {letter.get('reason')}{behind}"
    return f"{_printable(told)}\n    {_printable(why)}"


def _printable(text: str) -> str:
    """A stranger's words without what a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


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
