"""The live desk as somebody uses it over HTTP: who acts, and what they ask of which service."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID, uuid4

from firstline_chassis.asking import Answer, CannotTell, Refused, Service
from firstline_console.acting import Actor
from firstline_console.service_http import given, service
from firstline_console.ticket.refusals import told

TICKETS, CASES, RATINGS = "/v1/tickets", "/v1/cases", "/v1/ratings"
POLICIES = "/v1/policies"
HEARD_SECONDS = 2.0
"""How long escalation and kb may take to hear of what intake has just taken."""
UNHEARD = ("no-such-case", "no-such-ticket")


class Desk(NamedTuple):
    """Commands and questions; each command is carried out once, under the key or one of its own.

    Everything raises CannotTell: one message with its remedy.
    """

    key: str | None = None

    def open(self, who: Actor, **opening: Any) -> Answer:
        """A new ticket, as intake shows it."""
        return self._post("intake", TICKETS, who, opening)

    def act(self, who: Actor, ticket: str, way: str, **said: Any) -> Answer:
        """A command on the ticket: `messages`, `resolve`, … The answer is the ticket."""
        return self._post("intake", f"{_path(ticket)}/{way}", who, said, ticket)

    def attach(self, who: Actor, ticket: str, file: Path, media_type: str, **said: Any) -> Answer:
        """A file of the ticket, in pieces as it is read. The answer tells of the file."""
        asked = given(actor_kind=who.kind, actor_id=who.id, **said)
        path = f"{_path(ticket)}/attachments"
        try:
            return service("intake").upload(path, file, media_type, self._once(), **asked)
        except Refused as refusal:
            raise told(refusal, ticket) from None

    def work(self, who: Actor, ticket: str, way: str, **said: Any) -> Answer:
        """A command on the work on it: `take`, `escalate`, … The answer is the case."""
        path = f"{_path(ticket, CASES)}/{way}"
        return soon(lambda: self._post("escalation", path, who, said, ticket))

    def case(self, name: str) -> Answer:
        """The work on the ticket, as it stands."""
        return _get(service("escalation"), _path(name, CASES))

    def cases(self, **asked: Any) -> Answer:
        """A page of the open work, in turn."""
        return _get(service("escalation"), CASES, **given(**asked))

    def suggestions(self, name: str) -> Answer:
        """What kb suggests for the ticket; it is waited for a while."""
        path = self._answers(name)
        found = soon(lambda: _get(service("kb"), path))
        deadline = time.monotonic() + HEARD_SECONDS
        while found["language"] is None and time.monotonic() < deadline:
            time.sleep(HEARD_SECONDS / 20)
            found = _get(service("kb"), path)
        return found

    def answer(self, who: Actor, name: str, article: str, way: str, **said: Any) -> Answer:
        """Whether the article answers the ticket: `accept` or `reject`."""
        path = f"{self._answers(name)}/{quote(article, safe='')}/{way}"
        return soon(lambda: self._post("kb", path, who, said, name))

    def _answers(self, name: str) -> str:
        return f"{_path(self.id_of(name))}/suggestions"

    def for_requester(self, name: str) -> Answer:
        """The ticket, as its requester sees it."""
        return _get(service("intake"), f"{_path(name)}/for-requester")

    def ticket(self, name: str) -> Answer:
        """The ticket, as its agents see it."""
        return _get(service("intake"), _path(name))

    def tickets(self, **asked: Any) -> Answer:
        """A page of tickets, by number."""
        return _get(service("intake"), TICKETS, **given(**asked))

    def policy(self, kind: str) -> Answer:
        """The version of one of intake's policies that counts now."""
        return _get(service("intake"), f"{POLICIES}/{kind}")

    def publish(
        self, who: Actor, kind: str, content: dict[str, Any], version: int, reason: str
    ) -> Answer:
        """The next version of one of intake's policies, after that one."""
        said = {"content": content, "expected_version": version, "reason": reason}
        return self._post("intake", f"{POLICIES}/{kind}", who, said)

    def rating_link(self, name: str) -> Answer:
        """The link by which the ticket's resolution is rated."""
        return _get(service("intake"), f"{_path(name)}/rating-link")

    def rate(self, token: str, **said: Any) -> Answer:
        """What the holder of a link thinks of the resolution."""
        return self._send("intake", _path(token, RATINGS), said)

    def id_of(self, name: str) -> str:
        """The ticket's id; intake knows those of numbers and references."""
        return name if is_id(name) else str(self.ticket(name)["id"])

    def number_of(self, ticket: str) -> str:
        """The number of the ticket with this id; the id where intake does not tell."""
        try:
            return str(self.ticket(ticket).get("number") or ticket)
        except CannotTell:
            return ticket

    def _post(
        self, name: str, path: str, who: Actor, said: dict[str, Any], ticket: str = ""
    ) -> Answer:
        return self._send(name, path, {"actor": given(**who._asdict()), **said}, ticket)

    def _once(self) -> str:
        return self.key or str(uuid4())

    def _send(self, name: str, path: str, said: dict[str, Any], ticket: str = "") -> Answer:
        try:
            return service(name).post(path, given(**said), self._once())
        except Refused as refusal:
            raise told(refusal, ticket) from None


def soon(act: Callable[[], Answer]) -> Answer:
    """What `act` gives; again for a while where its service has not heard of the ticket yet."""
    deadline = time.monotonic() + HEARD_SECONDS
    while True:
        try:
            return act()
        except Refused as refusal:
            if refusal.code not in UNHEARD or time.monotonic() > deadline:
                raise
        time.sleep(HEARD_SECONDS / 20)


def awaited(look: Callable[[], int | None]) -> int | None:
    """What `look` sees; looks again for a while where there is nothing yet."""
    deadline = time.monotonic() + HEARD_SECONDS
    while (seen := look()) is None and time.monotonic() < deadline:
        time.sleep(HEARD_SECONDS / 20)
    return seen


def _get(of: Service, path: str, **parameters: Any) -> Answer:
    try:
        return of.get(path, **parameters)
    except Refused as refusal:
        raise told(refusal) from None


def _path(ticket: str, under: str = TICKETS) -> str:
    return f"{under}/{quote(ticket, safe='')}"


def is_id(name: str) -> bool:
    try:
        return bool(UUID(name))
    except ValueError:
        return False
