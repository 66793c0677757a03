"""The two servers of a suite: ours, or the ones whose addresses are in the environment."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from firstline_local import watchdog
from firstline_local.errors import LocalError
from firstline_local.kafka import Kafka
from firstline_local.layout import Layout
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


def start_servers(layout: Layout, owner: Identity | None = None) -> Servers:
    """Start what the environment does not name. With an `owner`, servers that outlive it are stale."""
    require_local()
    layout.prepare()
    admin_url, bootstrap = os.environ.get(ADMIN_URL), os.environ.get(BOOTSTRAP)
    return Servers(
        postgres_admin_url=admin_url or Postgres(layout, owner).start(),
        kafka_bootstrap=bootstrap or Kafka(layout, owner).start(),
        passwords=load_or_create(layout.passwords),
        own_postgres=not admin_url,
        own_kafka=not bootstrap,
    )


def stop_servers(layout: Layout) -> None:
    """Stop the servers that we started, Kafka first."""
    Kafka(layout).stop()
    Postgres(layout).stop()


@contextmanager
def running_servers(folder: Path) -> Iterator[Servers]:
    """Servers in a folder of their own that end with the block, or with this process, however it ends."""
    layout = Layout.at(folder)
    layout.prepare()
    owner = Identity.of(os.getpid())
    watchdog.watch_over(owner, layout.run, layout.logs / "watchdog.log", delete=folder)
    try:
        yield start_servers(layout, owner)
    finally:
        stop_servers(layout)
        watchdog.dismiss(layout.run)


def require_local() -> None:
    """Refuse a kind of servers that this command does not start."""
    kind = os.environ.get(KIND, "local")
    if kind != "local":
        raise LocalError(
            f"{KIND}={kind} is not a kind of servers that this command starts; it knows only: local.",
            f"unset {KIND}; or name servers that run elsewhere: {ADMIN_URL} and {BOOTSTRAP}.",
        )
