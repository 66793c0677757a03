"""`firstline topics list|diff|address`."""

import asyncio
import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from firstline_console.broker import kafka
from firstline_console.topics.differences import Difference, differences
from firstline_console.topics.seen import Seen, seen_on
from firstline_events.catalogue import topics

AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON.")]
Partitions = Annotated[
    int | None,
    typer.Option(min=1, help="The default number of partitions; else what most topics have."),
]


def register(app: typer.Typer) -> None:
    """Add `topics` to the console."""
    group = typer.Typer(help="The broker's topics beside the catalogue.", no_args_is_help=True)
    group.command("list")(list_topics)
    group.command("diff")(diff_topics)
    group.command("address")(show_address)
    app.add_typer(group, name="topics")


def list_topics(as_json: AsJson = False) -> None:
    """Every topic of the broker: whose it is, how large, how long it keeps."""
    seen = asyncio.run(seen_on(kafka()))
    if as_json:
        typer.echo(json.dumps([{"topic": name, **asdict(one)} for name, one in seen.items()]))
    else:
        Console().print(_listing(seen))


def diff_topics(partitions: Partitions = None, as_json: AsJson = False) -> None:
    """Where the broker's topics differ from the catalogue; exit code 1 if they do."""
    found = differences(topics(), asyncio.run(seen_on(kafka())), partitions)
    if as_json:
        typer.echo(json.dumps([each.model_dump() for each in found], ensure_ascii=False))
    elif found:
        for each in found:
            Console().print(_told(each))
    else:
        typer.echo(f"All {len(topics())} topics are as the catalogue says.")
    raise typer.Exit(1 if found else 0)


def show_address() -> None:
    """Where the broker is, for a client of yours: `host:port`."""
    typer.echo(kafka().bootstrap)


def _listing(seen: dict[str, Seen]) -> Table:
    table = Table("topic", "owner", "partitions", "replicas", "kept", box=None, pad_edge=False)
    for name, one in sorted(seen.items()):
        owner = topics()[name].owner if name in topics() else "not in the catalogue"
        kept = _kept(one.settings.get("retention.ms", ""))
        table.add_row(name, owner, str(one.partitions), str(one.replicas), kept)
    return table


def _kept(milliseconds: str) -> str:
    if not milliseconds.isdecimal():
        return "for ever"
    return f"{int(milliseconds) / 86_400_000:g} days"


def _told(difference: Difference) -> Text:
    said = f"{difference.what} {difference.catalogue} in the catalogue, {difference.broker} here"
    return Text(f"{difference.topic}: {said}\n  what to do: {difference.remedy}")
