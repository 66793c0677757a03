"""`firstline policy list|check|diff|publish|show|history`."""

from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from firstline_chassis.asking import Refused
from firstline_chassis.policies.yaml_files import FileRefused
from firstline_console.acting import As, acting
from firstline_console.boundary import UserError, tell
from firstline_console.policy import published, publishing
from firstline_console.policy.comparing import Compared, compare
from firstline_console.policy.kinds import Located, Looked, kinds, look_at, policy_named
from firstline_console.policy.printing import (
    as_json,
    list_of,
    page_of,
    table_of,
    tell_faults,
    told,
)
from firstline_console.policy.refusing import doubts_told_by, faults_told_by
from firstline_console.policy.titles import titled

File = Annotated[Path, typer.Argument(help="A YAML file that says its kind.", show_default=False)]
What = Annotated[str, typer.Argument(help="A file, or a policy.", show_default=False)]
KindName = Annotated[str, typer.Argument(help="Such as lines, or flow:NAME.", show_default=False)]
Number = Annotated[int | None, typer.Option("--version", min=1, help="Not the one that counts.")]
First = Annotated[int | None, typer.Option("--from", min=1, help="The version before.")]
Last = Annotated[int | None, typer.Option("--to", min=1, help="The version after.")]
AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why; the history tells it.")]
Expecting = Annotated[
    int | None, typer.Option(min=1, help="The version that counts, if the file names none.")
]


def register(app: typer.Typer) -> None:
    """Add `policy` to the console."""
    group = typer.Typer(help="Versioned policies: the lines, and more.", no_args_is_help=True)
    for command in (check, diff, publish, show, history):
        group.command()(command)
    group.command("list")(list_policies)
    app.add_typer(group, name="policy")


def check(file: File, json: AsJson = False) -> None:
    """Say what is wrong with a file, each fault with its line; exit code 1 if anything is."""
    found = _looked(file, json)
    if json:
        as_json(_report(found.faults))
    elif not found.faults:
        typer.echo(f"{file}: {found.kind.name} without a fault.")
    _end_if(found.faults, quiet=json)


def diff(what: What, first: First = None, last: Last = None, json: AsJson = False) -> None:
    """What FILE would change of what counts, or what a version of KIND changed; 1 if anything."""
    found = compare(what, first, last)
    if json:
        as_json([one.model_dump() for one in found.differences])
    else:
        _print(found)
    raise typer.Exit(1 if found.differences else 0)


def publish(
    file: File,
    reason: Reason = None,
    expecting: Expecting = None,
    as_agent: As = None,
    json: AsJson = False,
) -> None:
    """Make the file the next version, unless another one counts than that on which it is based."""
    who, found = acting(as_agent), _looked(file, json)
    _end_if(found.faults, quiet=False)
    try:
        new = publishing.publish(found, who, reason, expecting)
    except Refused as refusal:
        _refused(refusal, found)
    if json:
        as_json(new)
        return
    tell_faults(doubts_told_by(new, found.document))
    before = f"after {new['kind']}@{new['version'] - 1}" if new["version"] > 1 else "the first one"
    typer.echo(f"{new['label']} counts from now on, {before}.")


def list_policies(json: AsJson = False) -> None:
    """The policies of every service, and which version of each counts."""
    owners = sorted({kind.owner for kind in kinds().values()})
    found, silent = published.listed(owners)
    if json:
        as_json(found)
    else:
        Console().print(list_of(titled(found)))
    for error in silent:
        tell(error)
    if silent:
        raise typer.Exit(1)


def show(kind: KindName, number: Number = None, json: AsJson = False) -> None:
    """A version as a file to go on from, which names it: the one that counts, or an older one."""
    named = policy_named(kind)
    found = published.version(named, number) if number else published.current(named)
    if json:
        as_json(found)
    else:
        typer.echo(page_of(found, named.kind.once))


def history(kind: KindName, json: AsJson = False) -> None:
    """Every version: when, by whom, and why."""
    found = list(published.versions(policy_named(kind)))
    if json:
        as_json(found)
    else:
        Console().print(table_of(found))


def _looked(file: Path, json: bool) -> Looked:
    """What the file says; one that is no YAML, or says no kind, has a single fault."""
    try:
        return look_at(file)
    except FileRefused as refused:
        fault = Located(refused.file, refused.line or 1, refused.fault, refused.remedy)
        if json:
            as_json(_report([fault]))
        _end_if([fault], quiet=json)
        raise


def _end_if(faults: Any, *, quiet: bool) -> None:
    if not quiet:
        tell_faults(faults)
    if faults:
        raise typer.Exit(1)


def _refused(refusal: Refused, found: Looked) -> NoReturn:
    """The service's faults as those of the file; any other no as it is."""
    faults = faults_told_by(refusal, found.document)
    _end_if(faults, quiet=False)
    raise UserError(str(refusal), "`firstline policy diff` shows what counts now.") from None


def _report(faults: Any) -> list[dict[str, Any]]:
    return [fault._asdict() for fault in faults]


def _print(found: Compared) -> None:
    if not found.differences:
        typer.echo(f"{found.before} and {found.after} say the same.")
    for one in found.differences:
        Console().print(told(one), soft_wrap=True)
