"""Guided flows as somebody uses them over HTTP: questions, and commands once each."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import uuid4

from firstline_chassis.asking import Answer, Refused
from firstline_console.acting import Actor
from firstline_console.service_http import given, pages, service
from firstline_console.ticket import refusals

_REMEDIES = {
    404: "`firstline flow list` shows what there is.",
    409: "look at it as it stands now: `firstline flow walk --walk …`, with its id.",
    422: "`firstline flow show` draws the flow with its answers.",
    503: "send it again in a moment; `firstline status` shows how the services are.",
}
_RETIRED = "`firstline flow list` shows those that are offered."


class Guide(NamedTuple):
    """Everything raises CannotTell: one message with its remedy; Refused for a no of kb."""

    def flows(self, **asked: Any) -> Iterator[dict[str, Any]]:
        """Every flow in the version that counts, by name."""
        return pages(partial(_get, "/v1/flows", **asked))

    def flow(self, name: str, **asked: Any) -> Answer:
        """One flow with its steps."""
        return _get(f"/v1/flows/{quote(name, safe='')}", **asked)

    def begin(self, who: Actor, name: str, **said: Any) -> Answer:
        """A new walk."""
        return _post(f"/v1/flows/{quote(name, safe='')}/walks", who, **said)

    def walk(self, walk: str) -> Answer:
        """A walk as it stands."""
        return _get(f"/v1/walks/{quote(walk, safe='')}")

    def act(self, who: Actor, walk: str, way: str, **said: Any) -> Answer:
        """A command on a walk: `answer`, `back`, `give-up`. The answer is the walk."""
        return _post(f"/v1/walks/{quote(walk, safe='')}/{way}", who, **said)

    def walks_of(self, ticket: str) -> Iterator[dict[str, Any]]:
        """The walks of the ticket with this id, in the order in which they began."""
        return pages(partial(_get, f"/v1/tickets/{quote(ticket, safe='')}/walks"))


def _get(path: str, **asked: Any) -> Answer:
    try:
        return service("kb").get(path, **given(**asked))
    except Refused as refusal:
        raise _told(refusal) from None


def _post(path: str, who: Actor, **said: Any) -> Answer:
    body = {"actor": given(**who._asdict()), **given(**said)}
    try:
        return service("kb").post(path, body, str(uuid4()))
    except Refused as refusal:
        raise _told(refusal) from None


def _told(refusal: Refused) -> Refused:
    ours = {refusal.status: _RETIRED} if refusal.code == "flow-retired" else {}
    return refusals.told(refusal, remedies={**_REMEDIES, **ours})
