"""How policies and their differences look in a terminal."""

import json
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from firstline_console.policy.differences import Difference
from firstline_console.policy.kinds import Located

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red")}


def as_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def tell_faults(faults: Iterable[Located]) -> None:
    """On stderr, as a compiler does: file, line, fault; then what to do."""
    for fault in faults:
        typer.echo(str(fault), err=True)


def tell_differences(heading: str, found: Iterable[Difference]) -> None:
    """On stderr, each on a line of its own below the heading."""
    console = Console(stderr=True)
    for one in (Text(heading), *map(told, found)):
        console.print(one, soft_wrap=True)


def page_of(version: dict[str, Any], once: Sequence[str] = ()) -> str:
    """A version as a file to go on from: a remark names it, others say who, when and why.

    What is `once`, said for its own publication alone, is a remark as well.
    """
    remarks = [f"# {version['label']}, {_who_and_when(version)}"]
    if version["reason"]:
        remarks += [f"# {printable(line)}" for line in version["reason"].splitlines()]
    content = version["content"]
    remarks += [f"# then {key}: {_short(content[key])}" for key in once if key in content]
    lasting = {key: value for key, value in content.items() if key not in once}
    return "\n".join([*remarks, _yaml(lasting)])


def table_of(versions: Iterable[dict[str, Any]]) -> Table:
    whole = [Column(name, no_wrap=True) for name in ("version", "published (UTC)")]
    table = Table(*whole, "by", "why", box=None, pad_edge=False)
    for one in versions:
        who = printable(one["published_by"]["id"])
        table.add_row(one["label"], _moment(one), Text(who), Text(printable(one["reason"] or "")))
    return table


def list_of(policies: Iterable[dict[str, Any]]) -> Table:
    whole = [Column(name, no_wrap=True) for name in ("policy", "service")]
    table = Table(*whole, "what it is", box=None, pad_edge=False)
    for one in policies:
        table.add_row(Text(printable(one["label"])), one["owner"], Text(printable(one["about"])))
    return table


def told(difference: Difference) -> Text:
    """One line, or two for what has changed."""
    how, where = difference.how, printable(difference.where)
    if how in _SIGNS:
        sign, colour = _SIGNS[how]
        what = difference.after if how == "added" else difference.before
        return Text(f"{sign} {where}: {_short(what)}", style=colour)
    sign = "~" if how == "changed" else "↕"
    return Text(
        f"{sign} {where}: {_short(difference.before)} → {_short(difference.after)}", style="yellow"
    )


def printable(text: str) -> str:
    """Somebody's words without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _who_and_when(version: dict[str, Any]) -> str:
    return f"published {_moment(version)} UTC by {printable(version['published_by']['id'])}"


def _moment(version: dict[str, Any]) -> str:
    return str(version["published_at"])[:19].replace("T", " ")


def _short(value: Any) -> str:
    return printable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _yaml(content: dict[str, Any]) -> str:
    writer, text = YAML(), StringIO()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 100
    writer.dump(_quoted(content), text)
    return text.getvalue().rstrip()


def _quoted(value: Any) -> Any:
    """The same, its unprintable texts to be written with escapes: nothing is folded or lost."""
    match value:
        case dict():
            return {_quoted(key): _quoted(inner) for key, inner in value.items()}
        case list():
            return [_quoted(inner) for inner in value]
        case str() if not value.isprintable():
            return DoubleQuotedScalarString(value)
    return value
