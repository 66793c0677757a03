"""The versions as the owning service tells them, over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from firstline_chassis.asking import CannotTell, Refused
from firstline_chassis.policies.contents import PolicyKind
from firstline_console.acting import Actor
from firstline_console.boundary import UserError
from firstline_console.policy.kinds import Unusable
from firstline_console.service_http import service

Version = dict[str, Any]
_PAGE = 200


def current(kind: PolicyKind) -> Version:
    """What counts. Raises Unusable where the service gives no answer."""
    with _words(kind):
        return service(kind.owner).get(_path(kind))


def version(kind: PolicyKind, number: int) -> Version:
    """One version. Raises Unusable where there is none of this number."""
    with _words(kind):
        return service(kind.owner).get(f"{_path(kind)}/versions/{number}")


def versions(kind: PolicyKind) -> Iterator[Version]:
    """Every version, without its content, the oldest first."""
    after: int | None = 0
    while after is not None:
        with _words(kind):
            page = service(kind.owner).get(f"{_path(kind)}/versions", limit=_PAGE, after=after)
        yield from page["items"]
        after = page["next"]


def publish(
    kind: PolicyKind, content: dict[str, Any], who: Actor, reason: str | None, on_top_of: int
) -> Version:
    """The next version. Raises Refused, with the service's problem; Unusable where it is away."""
    body = {
        "actor": {"kind": who.kind, "id": who.id},
        "content": content,
        "expected_version": on_top_of,
        **({"reason": reason} if reason else {}),
    }
    try:
        return service(kind.owner).post(_path(kind), body, str(uuid4()))
    except Refused:
        raise
    except CannotTell as error:
        raise Unusable(str(error), error.remedy) from None


@contextmanager
def _words(kind: PolicyKind) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        if refusal.status == HTTPStatus.NOT_FOUND:
            remedy = f"`firstline policy history {kind.name}` shows what there is."
            raise Unusable(str(refusal), remedy) from None
        raise UserError(str(refusal), refusal.remedy) from None
    except CannotTell as error:
        raise Unusable(str(error), error.remedy) from None


def _path(kind: PolicyKind) -> str:
    return f"/v1/policies/{kind.name}"
