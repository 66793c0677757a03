"""The two servers of a suite: ours, or the ones whose addresses are in the environment."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_local import watchdog
from firstline_local.containers import KafkaContainer, PostgresContainer, require_engine
from firstline_local.errors import LocalError
from firstline_local.kafka import Kafka
from firstline_local.layout import Layout
from firstline_local.named_kafka import named_kafka
from firstline_local.passwords import load_or_create
from firstline_local.postgres import Postgres
from firstline_local.processes import Identity

ADMIN_URL = "FIRSTLINE_DATABASE_ADMIN_URL"
BOOTSTRAP = "FIRSTLINE_KAFKA_BOOTSTRAP"
KIND = "FIRSTLINE_SERVERS"


@dataclass(frozen=True)
class Servers:
    """Where PostgreSQL and Kafka are, and which of them are ours to stop."""

    postgres_admin_url: str
    kafka_bootstrap: str
    passwords: Mapping[str, str]
    own_postgres: bool = True
    own_kafka: bool = True

    @property
    def kafka(self) -> KafkaConnection:
        """Ours speaks plain text on loopback; another one as the environment says."""
        return KafkaConnection(self.kafka_bootstrap) if self.own_kafka else named_kafka()

    def describe(self) -> str:
        """What is in use, in words, without the password."""
        postgres = f"{_place(self.postgres_admin_url)} ({_whose(self.own_postgres, ADMIN_URL)})"
        kafka = f"{self.kafka_bootstrap} ({_whose(self.own_kafka, BOOTSTRAP)})"
        return f"PostgreSQL {postgres}\nKafka      {kafka}"


class Server(Protocol):
    """One of the two, whatever it runs in."""

    def start(self) -> str:
        """Start it, or take the one that runs; its address."""

    def find(self) -> str | None:
        """Its address while it runs."""

    def stop(self) -> None:
        """Stop it cleanly."""


def start_servers(layout: Layout, owner: Identity | None = None) -> Servers:
    """Start what the environment does not name; what outlives its `owner` is stale."""
    postgres, kafka = _servers_of(layout, owner)
    layout.prepare()
    admin_url, bootstrap = os.environ.get(ADMIN_URL), os.environ.get(BOOTSTRAP)
    if in_containers() and not (admin_url and bootstrap):
        require_engine()
    return Servers(
        postgres_admin_url=admin_url or postgres.start(),
        kafka_bootstrap=bootstrap or kafka.start(),
        passwords=load_or_create(layout.passwords),
        own_postgres=not admin_url,
        own_kafka=not bootstrap,
    )


def stop_servers(layout: Layout) -> None:
    """Stop the servers that we started, Kafka first."""
    for server in reversed(_servers_of(layout, None)):
        server.stop()


def find_servers(layout: Layout) -> Servers | None:
    """The servers in use, without starting any; None while one of them does not run."""
    admin_url, bootstrap = os.environ.get(ADMIN_URL), os.environ.get(BOOTSTRAP)
    postgres, kafka = _servers_of(layout, None)
    found = admin_url or postgres.find(), bootstrap or kafka.find()
    if not found[0] or not found[1]:
        return None
    passwords = load_or_create(layout.passwords)
    return Servers(found[0], found[1], passwords, not admin_url, not bootstrap)


@contextmanager
def running_servers(folder: Path) -> Iterator[Servers]:
    """Servers in a folder of their own; they end with the block, or with this process."""
    layout = Layout.at(folder)
    layout.prepare()
    owner = Identity.of(os.getpid())
    watchdog.watch_over(owner, layout.run, layout.logs / "watchdog.log", delete=folder)
    try:
        yield start_servers(layout, owner)
    finally:
        stop_servers(layout)
        watchdog.dismiss(layout.run)


def in_containers() -> bool:
    """Whether servers are started in containers. Raises LocalError for a kind that isn't there."""
    kind = os.environ.get(KIND, "local")
    if kind not in ("local", "containers"):
        raise LocalError(
            f"{KIND}={kind} is no kind of servers: `local` and `containers` are.",
            f"unset {KIND}; or name servers that run elsewhere: {ADMIN_URL} and {BOOTSTRAP}.",
        )
    return kind == "containers"


def _servers_of(layout: Layout, owner: Identity | None) -> tuple[Server, Server]:
    """PostgreSQL and Kafka, of the kind that the environment chooses."""
    if in_containers():
        return PostgresContainer(layout, owner), KafkaContainer(layout, owner)
    return Postgres(layout, owner), Kafka(layout, owner)


def _whose(own: bool, variable: str) -> str:
    return "started here" if own else f"from {variable}"


def _place(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
