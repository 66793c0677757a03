"""Real servers for tests: one of each per session, a fresh database and empty topics per test."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from confluent_kafka.admin import AdminClient
from psycopg import sql

from firstline_local.provision import provision, role_url
from firstline_local.servers import Servers, running_servers
from tests.support.topics import delete_topics, renew_topics

_names = count(1)


@dataclass(frozen=True)
class Database:
    """A database of a test's own, with all roles and schemas and no tables."""

    name: str
    servers: Servers

    def url(self, service: str) -> str:
        """The address of a service's role: intake, triage, reporting or analyst."""
        role = f"firstline_{service}"
        return role_url(
            self.servers.postgres_admin_url, role, self.servers.passwords[role], self.name
        )


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL and Kafka, started once, in a folder that goes with the session."""
    folder = Path(tempfile.mkdtemp(prefix="firstline-tests-"))
    try:
        with running_servers(folder) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(servers: Servers) -> Iterator[Database]:
    """A fresh database; it goes after the test, whoever is still connected."""
    fresh = Database(f"test_{next(_names)}", servers)
    provision(servers.postgres_admin_url, servers.passwords, fresh.name)
    yield fresh
    with psycopg.connect(servers.postgres_admin_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(fresh.name))
        )


@pytest.fixture
def fresh_topics(servers: Servers) -> Iterator[Callable[..., None]]:
    """Makes topics empty: `fresh_topics("inbound-ticket-v1", partitions=2)`."""
    admin = AdminClient({"bootstrap.servers": servers.kafka_bootstrap})
    made: set[str] = set()

    def make(*names: str, partitions: int = 2) -> None:
        made.update(names)
        renew_topics(admin, names, partitions)

    yield make
    delete_topics(admin, made)
