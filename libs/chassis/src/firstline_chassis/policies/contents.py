"""What a version of a policy holds, and what is wrong with it: no I/O, for domains too."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

Content = dict[str, Any]
"""Plain JSON: what any program can read, in any language, in ten years."""
Where = tuple[str | int, ...]
"""The keys and places that lead to something in a content."""

MAX_CONTENT_BYTES = 256 * 1024
MAX_DEPTH = 16
_WHOLE = range(-(2**63), 2**63)


class Fault(NamedTuple):
    """One thing that is wrong: where, what, and what to do about it."""

    where: Where
    message: str
    remedy: str


class PolicyKind(NamedTuple):
    """One kind of policy. Members register theirs by the entry point `firstline.policies`."""

    name: str
    """The word that a content's key `kind` says: `lines`."""
    owner: str
    """The service that publishes it."""
    about: str
    """What it decides, for whoever looks for it."""
    check: Callable[[Content], Sequence[Fault]]
    """Pure: every fault of a content that is plain JSON and says this kind."""
    package: str = ""
    seed: str = ""
    """The file in the package that is version 1 where nobody has published any; of one alone."""
    once: Sequence[str] = ()
    """Keys at the top about their own publication alone: later versions need not repeat them."""
    named_by: str = ""
    """The key at the top whose word tells one policy of this kind from another; empty: one alone.

    The word may hold no colon, blank or slash: the policy is called `<kind>:<word>`.
    """

    def policy_of(self, content: Content) -> str:
        """What the policy is called that this content is a version of: `lines`, `flow:vpn`."""
        return f"{self.name}:{content.get(self.named_by)}" if self.named_by else self.name

    def seed_text(self) -> str:
        return files(self.package).joinpath(self.seed).read_text(encoding="utf-8")


def faults_of(kind: PolicyKind, content: Content) -> Sequence[Fault]:
    """Every fault of the content, whatever it is; none: it may be published."""
    if wrong := why_not_plain(content):
        return [Fault((), wrong, "write words, numbers, lists and tables alone")]
    if (said := content.get("kind")) != kind.name:
        told = f"{said!r} is not the kind {kind.name}" if said else "kind is missing"
        return [Fault(("kind",) if said else (), told, f"say kind: {kind.name}")]
    if (size := len(compact(content))) > MAX_CONTENT_BYTES:
        told = f"{size} bytes as JSON are more than {MAX_CONTENT_BYTES}"
        return [Fault((), told, "a policy is a page, not a database: shorten it")]
    return kind.check(content)


def beside(kind: PolicyKind, before: Content, after: Content) -> Content:
    """`before`, without what concerned its own publication alone and `after` doesn't say again."""
    return {key: value for key, value in before.items() if key not in kind.once or key in after}


def digest_of(content: Content) -> str:
    """sha256 over the content as compact JSON with sorted keys, in hexadecimal digits."""
    return hashlib.sha256(compact(content)).hexdigest()


def compact(content: Content) -> bytes:
    return json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def why_not_plain(value: object, depth: int = 0) -> str | None:
    """Why the value can't be kept as JSON that everybody reads alike; None: it can."""
    if depth > MAX_DEPTH:
        return f"it is nested deeper than {MAX_DEPTH}"
    match value:
        case str():
            return _why_no_text(value)
        case None | bool():
            return None
        case int():
            return None if value in _WHOLE else "a number has more than 64 bits"
        case float():
            return None if value - value == 0 else "a number is not finite"
        case list() | tuple():
            inner: Sequence[object] = value
        case Mapping():
            inner = [*chain.from_iterable(value.items())]
        case _:
            return f"{type(value).__name__} is nothing that JSON has"
    return next((why for one in inner if (why := why_not_plain(one, depth + 1))), None)


def _why_no_text(text: str) -> str | None:
    if "\0" in text:
        return "a text holds the NUL character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "a text holds half of a character"
    return None
