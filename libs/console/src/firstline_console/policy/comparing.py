"""Which two contents `firstline policy diff` compares."""

from pathlib import Path
from typing import Any, NamedTuple

from firstline_chassis.policies.contents import beside
from firstline_console.boundary import UserError
from firstline_console.policy import published
from firstline_console.policy.differences import Difference, differences
from firstline_console.policy.kinds import Unusable, is_kind, look_at, policy_named


class Compared(NamedTuple):
    """What stands before and after, in words, and every place that differs."""

    before: str
    after: str
    differences: list[Difference]


def compare(what: str, first: int | None, last: int | None) -> Compared:
    """A file with what counts, or with version `first`; a kind's `last` version with the `first`.

    Raises Unusable, FileRefused.
    """
    if is_kind(what):
        return _versions(what, first, last)
    if last is not None:
        raise Unusable("a file is compared with one version.", "leave --to out, or name a kind.")
    return _file(Path(what), first)


def _file(path: Path, first: int | None) -> Compared:
    found = look_at(path)
    after = found.document.content
    if first is None and published.current_if_any(found.policy) is None:
        return _compared("nothing", path.name, {}, after)
    before = published.version(found.policy, first) if first else published.current(found.policy)
    return _compared(
        before["label"], path.name, beside(found.kind, before["content"], after), after
    )


def _versions(kind: str, first: int | None, last: int | None) -> Compared:
    named = policy_named(kind)
    after = published.version(named, last) if last else published.current(named)
    number = first or after["version"] - 1
    if number == 0:
        told = f"{after['label']} is the first version: nothing was before it."
        raise UserError(told, f"`firstline policy show {kind}` shows it.")
    before = published.version(named, number)
    return _compared(before["label"], after["label"], before["content"], after["content"])


def _compared(before: str, after: str, one: Any, other: Any) -> Compared:
    return Compared(before, after, differences(one, other))
