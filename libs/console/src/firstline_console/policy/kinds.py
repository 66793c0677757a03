"""The kinds of policy that the installed members bring, and files checked by them."""

from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, NamedTuple

from firstline_chassis.policies.contents import Fault, PolicyKind, faults_of
from firstline_chassis.policies.naming import Called, called
from firstline_chassis.policies.refusals import NoSuchPolicy
from firstline_chassis.policies.yaml_files import Document, FileRefused, read_file
from firstline_console.boundary import UserError


class Unusable(UserError):
    """What was named can't be looked at: no such file, no such kind, no such service."""

    exit_code = 2


class Located(NamedTuple):
    """A fault where a person finds it."""

    file: str
    line: int
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.fault}\n  what to do: {self.remedy}"


class Looked(NamedTuple):
    """A file that says its kind, and what is wrong with it."""

    kind: PolicyKind
    document: Document
    faults: Sequence[Located]

    @property
    def policy(self) -> Called:
        """The policy that it is a version of, if it has no faults."""
        return Called(self.kind, self.kind.policy_of(self.document.content))


def kinds() -> dict[str, PolicyKind]:
    """Every kind by its name."""
    found = (entry.load() for entry in entry_points(group="firstline.policies"))
    return {kind.name: kind for kind in sorted(found, key=lambda kind: str(kind.name))}


def policy_named(name: str) -> Called:
    """The policy, be it published or not: `lines`, `flow:vpn`. Raises Unusable."""
    known = kinds()
    try:
        return called(known, name)
    except NoSuchPolicy as refusal:
        if is_kind(name):
            raise Unusable(str(refusal), "`firstline policy list` shows what there is.") from None
    many = [kind.name for kind in known.values() if kind.named_by]
    named = "".join(f" A {kind} is named with its kind: {kind}:{name}." for kind in many)
    remedy = f"kinds are: {', '.join(known)}.{named}"
    raise Unusable(f"there is no kind of policy {name}.", remedy)


def is_kind(name: str) -> bool:
    """Whether the word names a policy, and no file."""
    return name.partition(":")[0] in kinds()


def look_at(path: Path) -> Looked:
    """Read and check a file. Raises Unusable where it can't be read or says no kind of ours.

    What isn't YAML at all is a fault as well, and the only one then.
    """
    document = _document(path)
    kind = _kind_of(document)
    found = [located(document, one) for one in faults_of(kind, document.content)]
    return Looked(kind, document, sorted(found, key=lambda one: one.line))


def located(document: Document, fault: Fault) -> Located:
    """The fault with the line that says it, or that should hold it."""
    line = document.line_of(fault.where)
    return Located(document.file, line, fault.message, fault.remedy)


def _document(path: Path) -> Document:
    try:
        return read_file(path)
    except FileRefused as refused:
        if refused.line is None:
            raise Unusable(f"{refused}.", f"{refused.remedy}.") from None
        raise


def _kind_of(document: Document) -> PolicyKind:
    named: Any = document.content.get("kind")
    known = kinds()
    if isinstance(named, str) and named in known:
        return known[named]
    said = "the file doesn't say its kind" if named is None else f"{named!r} is no kind of policy"
    line = document.line_of(("kind",))
    remedy = f"begin with kind: and one of {', '.join(known)}"
    raise FileRefused(document.file, line, said, remedy)
