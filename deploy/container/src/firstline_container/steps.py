"""The steps before any service runs: each ends, and may be carried out as often as one likes."""

import asyncio
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from aiokafka.errors import KafkaError

from firstline_chassis.database_trouble import trouble_with
from firstline_chassis.errors import CannotServe
from firstline_chassis.settings import read_settings
from firstline_chassis.topics import ensure_topics
from firstline_container.roles import provision
from firstline_container.settings import RolesSettings, TopicsSettings, read_passwords

T = TypeVar("T")
_AGAIN_SECONDS = 1.0


def carry_out(step: str) -> None:
    """Make the roles or the topics; what stands in the way ends with its reason and 1."""
    try:
        print(make_roles() if step == "roles" else make_topics())
    except (CannotServe, _Refused, psycopg.Error, KafkaError) as error:
        print(f"the step {step} can't be done: {error}".strip(), file=sys.stderr)
        raise SystemExit(1) from None


def make_roles() -> str:
    """The database with its roles, schemas and rights; says so."""
    settings, passwords = read_settings(RolesSettings), read_passwords()
    wait_for_database(settings.database, settings.patience)
    provision(settings.database, passwords)
    return f"{len(passwords)} roles are as they should be"


def make_topics() -> str:
    """The topics of the catalogue that are missing; says which."""
    settings = read_settings(TopicsSettings)

    def make() -> list[str]:
        return asyncio.run(ensure_topics(settings.kafka, settings.partitions, settings.replication))

    made = patiently(make, CannotServe, settings.patience)
    return f"{len(made)} topics made: {', '.join(made)}" if made else "no topic was missing"


def wait_for_database(database: str, patience: float) -> None:
    """Return once the server takes this user; a password that it refuses ends the wait at once."""

    def knock() -> None:
        if trouble := trouble_with(database):
            refused = "authentication failed" in trouble
            raise (_Refused if refused else CannotServe)(f"the database says: {trouble}")

    patiently(knock, CannotServe, patience)


class _Refused(Exception):
    """The server is there and doesn't take us: nothing to wait for."""


def patiently(act: Callable[[], T], expected: type[Exception], patience: float) -> T:
    """What `act` returns; while it raises what is expected of a server that starts, again."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return act()
        except expected as error:
            if time.monotonic() > deadline:
                raise
            print(f"waiting: {error}", file=sys.stderr, flush=True)
            time.sleep(_AGAIN_SECONDS)
