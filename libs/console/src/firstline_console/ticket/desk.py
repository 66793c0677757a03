"""The live desk as somebody uses it over HTTP: who acts, and what they ask of which service."""

from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID, uuid4

from firstline_chassis.asking import Answer, Refused, Service
from firstline_console.service_http import service
from firstline_console.ticket.refusals import told

TICKETS, CASES = "/v1/tickets", "/v1/cases"


class Actor(NamedTuple):
    """Who acts; an agent may do so on a requester's behalf."""

    kind: str
    id: str
    on_behalf_of: str | None = None


def agent(name: str) -> Actor:
    return Actor("agent", name)


def requester(name: str) -> Actor:
    return Actor("requester", name)


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
        return self._post("intake", f"{_path(ticket)}/{way}", who, said)

    def work(self, who: Actor, ticket: str, way: str, **said: Any) -> Answer:
        """A command on the work on it: `take`, `escalate`, … The answer is the case."""
        return self._post("escalation", f"{_path(ticket, CASES)}/{way}", who, said)

    def case(self, name: str) -> Answer:
        """The work on the ticket, as it stands."""
        return _get(service("escalation"), _path(name, CASES))

    def ticket(self, name: str) -> Answer:
        """The ticket, as its agents see it."""
        return _get(service("intake"), _path(name))

    def tickets(self, **asked: Any) -> Answer:
        """A page of tickets, by number."""
        given = {word: value for word, value in asked.items() if value is not None}
        return _get(service("intake"), TICKETS, **given)

    def id_of(self, name: str) -> str:
        """The ticket's id; intake knows those of numbers and references."""
        return name if _is_id(name) else str(self.ticket(name)["id"])

    def _post(self, name: str, path: str, who: Actor, said: dict[str, Any]) -> Answer:
        given = {word: value for word, value in said.items() if value is not None}
        actor = {word: value for word, value in who._asdict().items() if value is not None}
        try:
            return service(name).post(path, {"actor": actor, **given}, self.key or str(uuid4()))
        except Refused as refusal:
            raise told(refusal) from None


def _get(of: Service, path: str, **parameters: Any) -> Answer:
    try:
        return of.get(path, **parameters)
    except Refused as refusal:
        raise told(refusal) from None


def _path(ticket: str, under: str = TICKETS) -> str:
    return f"{under}/{quote(ticket, safe='')}"


def _is_id(name: str) -> bool:
    try:
        return bool(UUID(name))
    except ValueError:
        return False
