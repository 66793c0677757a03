"""Who acts by a command: an agent, named each time or once for all, or a requester."""

from typing import Annotated, NamedTuple

import typer

from firstline_console.boundary import UserError

As = Annotated[
    str | None, typer.Option("--as", envvar="FIRSTLINE_AGENT", help="The agent who acts.")
]

_AN_AGENT = "name an agent: --as nora, or once: export FIRSTLINE_AGENT=nora"


class Actor(NamedTuple):
    """Who acts; an agent may do so on a requester's behalf."""

    kind: str
    id: str
    on_behalf_of: str | None = None


def agent(name: str) -> Actor:
    return Actor("agent", name)


def requester(name: str) -> Actor:
    return Actor("requester", name)


def acting(as_agent: str | None) -> Actor:
    """The agent who is named. Raises UserError for nobody."""
    if as_agent:
        return agent(as_agent)
    raise UserError("who acts?", f"{_AN_AGENT}.")


def agent_or_requester(as_agent: str | None, as_requester: str | None) -> Actor:
    """The requester if one is named, else the agent. Raises UserError for nobody."""
    if as_requester:
        return requester(as_requester)
    if as_agent:
        return agent(as_agent)
    raise UserError("who acts?", f"{_AN_AGENT}; or a requester: --requester ada@example.org.")
