"""The versions as the owning service tells them, over HTTP."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from firstline_chassis.asking import CannotTell, Refused
from firstline_chassis.policies.naming import Called
from firstline_console.acting import Actor
from firstline_console.boundary import UserError
from firstline_console.policy.kinds import Unusable
from firstline_console.service_http import given, pages, service

Version = dict[str, Any]


def current(policy: Called) -> Version:
    """What counts. Raises Unusable where the service gives no answer."""
    with _words(policy):
        return service(policy.kind.owner).get(_path(policy))


def current_if_any(policy: Called) -> Version | None:
    """What counts; None for one of many that was never published. Raises Unusable."""
    with _words(policy):
        try:
            return service(policy.kind.owner).get(_path(policy))
        except Refused as refusal:
            if policy.kind.named_by and refusal.code == "no-such-policy":
                return None
            raise


def version(policy: Called, number: int) -> Version:
    """One version. Raises Unusable where there is none of this number."""
    with _words(policy):
        return service(policy.kind.owner).get(f"{_path(policy)}/versions/{number}")


def versions(policy: Called) -> Iterator[Version]:
    """Every version, without its content, the oldest first."""
    with _words(policy):
        yield from pages(partial(service(policy.kind.owner).get, f"{_path(policy)}/versions"))


def listed(owners: Sequence[str]) -> tuple[list[Version], list[CannotTell]]:
    """Every policy of these services with the version that counts; and why some told nothing."""
    found: list[Version] = []
    silent: list[CannotTell] = []
    for owner in owners:
        try:
            found += pages(partial(service(owner).get, "/v1/policies"))
        except CannotTell as error:
            silent.append(error)
    return found, silent


def publish(
    policy: Called, content: dict[str, Any], who: Actor, reason: str | None, on_top_of: int
) -> Version:
    """The next version. Raises Refused, with the service's problem; Unusable where it is away."""
    body = {
        "actor": given(**who._asdict()),
        "content": content,
        "expected_version": on_top_of,
        **({"reason": reason} if reason else {}),
    }
    try:
        return service(policy.kind.owner).post(_path(policy), body, str(uuid4()))
    except Refused:
        raise
    except CannotTell as error:
        raise Unusable(str(error), error.remedy) from None


@contextmanager
def _words(policy: Called) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        if refusal.status == HTTPStatus.NOT_FOUND:
            remedy = f"`firstline policy {_looking_for(refusal, policy)}` shows what there is."
            raise Unusable(str(refusal), remedy) from None
        raise UserError(str(refusal), refusal.remedy) from None
    except CannotTell as error:
        raise Unusable(str(error), error.remedy) from None


def _looking_for(refusal: Refused, policy: Called) -> str:
    return "list" if refusal.code == "no-such-policy" else f"history {policy.name}"


def _path(policy: Called) -> str:
    return f"/v1/policies/{quote(policy.name, safe=':')}"
