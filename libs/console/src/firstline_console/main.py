"""The one command, `firstline`. Members bring subcommands by the entry point `firstline.commands`:
each entry is a function `register(app: typer.Typer) -> None`.
"""

import sys
from importlib.metadata import EntryPoint, entry_points, version
from typing import Annotated

import typer

from firstline_console.addresses import announce
from firstline_console.boundary import report_and_exit


def build_app(command: str = "") -> typer.Typer:
    """The application with the subcommands of every installed member.

    When `command` is the name of an entry, with those of this entry alone: all that the others
    import would be waited for by whoever typed it.
    """
    app = typer.Typer(
        name="firstline",
        help="Firstline: an event-sourced support desk on one machine.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    app.callback()(_options)
    for entry in _needed(_commands(), command):
        _add(entry, app)
    return app


def main() -> None:
    """Run the command; a mistake ends in one message and exit code 1, never in a traceback."""
    with report_and_exit():
        announce()
        build_app(sys.argv[1] if sys.argv[1:] else "")()


def _commands() -> list[EntryPoint]:
    return sorted(entry_points(group="firstline.commands"), key=lambda entry: entry.name)


def _needed(entries: list[EntryPoint], command: str) -> list[EntryPoint]:
    return [entry for entry in entries if entry.name == command] or entries


def _add(entry: EntryPoint, app: typer.Typer) -> None:
    """Let a member add its commands; one that is broken must not take `firstline down` with it."""
    try:
        register = entry.load()
    except ImportError as error:
        print(f"firstline: the commands of {entry.value} are missing: {error}", file=sys.stderr)
        return
    register(app)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"firstline {version('firstline-console')}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Show the version.",
        ),
    ] = False,
) -> None:
    """Firstline: an event-sourced support desk on one machine."""
