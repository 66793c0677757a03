"""`python -m firstline_<name> {serve,migrate}`: the same for every service."""

import argparse
import asyncio
import gc
import sys
from collections.abc import Callable, Collection, Sequence
from typing import Generic, NamedTuple, TypeVar

import psycopg
import uvloop

from firstline_chassis.database_trouble import in_words
from firstline_chassis.errors import CannotServe
from firstline_chassis.lifecycle import Part, run
from firstline_chassis.logging import configure_logging
from firstline_chassis.migrations import migrate
from firstline_chassis.refilling import refill
from firstline_chassis.settings import ServiceSettings, read_settings

S = TypeVar("S", bound=ServiceSettings)
ROLES = ("api", "worker", "relay", "timers")


class Service(NamedTuple, Generic[S]):
    """What a service says of itself. `parts` builds the asked roles, in the order of starting."""

    name: str
    package: str
    settings: type[S]
    parts: Callable[[S, Collection[str]], Sequence[Part]]
    roles: tuple[str, ...] = ROLES


def enter(service: Service[S]) -> None:
    """Read the command line and do it; mistakes end with a message and status 2 or 1."""
    arguments = _parser(service).parse_args()
    settings = read_settings(service.settings)
    configure_logging(service.name, settings.log_level)
    try:
        if arguments.command == "migrate":
            applied = migrate(settings.database, service.package)
            print(f"{service.name}: {len(applied)} migration(s) applied")
        elif arguments.command == "refill":
            print(f"{service.name}: {refill(settings.database, settings.kafka, service.name)}")
        else:
            uvloop.run(_serve(service, settings, arguments.role or service.roles))
    except (CannotServe, psycopg.OperationalError) as error:
        why = in_words(error) if isinstance(error, psycopg.OperationalError) else error
        print(f"{service.name} can't {arguments.command}: {why}", file=sys.stderr)
        raise SystemExit(1) from None


async def _serve(service: Service[S], settings: S, roles: Collection[str]) -> None:
    # A batch makes tens of thousands of short-lived objects: look for cycles seldom.
    gc.freeze()
    gc.set_threshold(250_000, 20, 100)
    asyncio.get_running_loop().slow_callback_duration = 1
    await run(service.parts(settings, roles))


def _parser(service: Service[S]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {service.package}")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="run the roles until SIGTERM")
    serve.add_argument("--role", action="append", choices=service.roles, help="default: all")
    commands.add_parser("migrate", help="make or update the schema, then end")
    again = "topics that were made anew are filled from the store, then end"
    commands.add_parser("refill", help=again)
    return parser
