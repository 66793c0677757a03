"""The suite: servers, database, topics and services, up in order and down in reverse."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from firstline_chassis.errors import CannotServe
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.topics import delete_topics, ensure_topics
from firstline_events.catalogue import topics
from firstline_local.environment import SERVICES, service_env
from firstline_local.errors import LocalError
from firstline_local.jars import jars_folder
from firstline_local.layout import Layout
from firstline_local.places import PLACES, port_base, ports_from
from firstline_local.ports import LOOPBACK, remembered_ports
from firstline_local.postgres import Postgres
from firstline_local.processes import Identity, Record, all_alive
from firstline_local.provision import provision
from firstline_local.servers import (
    BOOTSTRAP,
    Servers,
    find_servers,
    in_containers,
    start_servers,
    stop_servers,
)
from firstline_local.services import Service
from firstline_local.unheard import told_of_running

PARTITIONS = 6
_KAFKA = f"see that the broker runs; how it is reached say {BOOTSTRAP} and the settings beside it."
Say = Callable[[str], None]


class Suite:
    """One suite in one layout. With `free_ports` services listen where nobody does (for tests).

    With an `owner`, what outlives that process is stale: the next start ends it.
    """

    def __init__(
        self,
        layout: Layout | None = None,
        *,
        services: Sequence[str] = SERVICES,
        free_ports: bool = False,
        owner: Identity | None = None,
        say: Say = print,
    ) -> None:
        self.layout = layout or Layout.of_project()
        self.names = tuple(services)
        self._free_ports = free_ports
        self._owner = owner
        self._say = say

    def up(self) -> Servers:
        """Bring up what does not run yet; return when every service says that it is ready."""
        with self.layout.alone():
            servers = self._start_servers()
            provision(servers.postgres_admin_url, servers.passwords)
            create_topics(servers.kafka)
            self._start_services(servers)
        return servers

    def down(self, *, servers: bool = True) -> list[str]:
        """Stop what runs, services before servers; the names of what was stopped."""
        with self.layout.alone():
            running = [record.name for record in self.running()]
            services = [self._bare(name) for name in running if name in PLACES]
            with ThreadPoolExecutor() as pool:
                list(pool.map(Service.stop, services))
            if servers:
                stop_servers(self.layout)
        return [name for name in running if servers or name in PLACES]

    def refill(self) -> list[str]:
        """Make our topics anew and fill them from the stores; what each service says of it.

        Raises LocalError while a service runs, and when one refuses.
        """
        with self.layout.alone():
            if any(record.name in PLACES for record in self.running()):
                raise LocalError("services run.", "stop them first: `firstline down --services`.")
            servers = self._start_servers()
            renew_topics(servers.kafka)
            return [self.service(name).refill() for name in self.names]

    def running(self) -> list[Record]:
        """The records of the servers and services that run."""
        return all_alive(self.layout.run)

    def is_up(self) -> bool:
        """Whether all services of this suite run, and not only because their owner was killed."""
        wanted = {record.name for record in self.running() if not record.stale()}
        return set(self.names) <= wanted

    def servers(self) -> Servers | None:
        """Where the servers are; None while one of them does not run."""
        return find_servers(self.layout)

    def service(self, name: str) -> Service:
        """One service, to be started, stopped or waited for by itself; the servers must run."""
        servers = self.servers() or start_servers(self.layout, self._owner)
        port = self.port(name)
        env = service_env(name, servers, port, self.layout)
        return Service(name, port, env, self.layout, self._owner)

    def service_env(self, name: str) -> dict[str, str]:
        """The environment in which a service's own commands work."""
        return dict(self.service(name).env)

    def port(self, name: str) -> int:
        """Where a service listens: its running process knows, else the settings say."""
        for record in self.running():
            if record.name == name:
                return record.ports[0]
        if self._free_ports:
            return remembered_ports(self.layout.root / f"{name}.port", 1)[0]
        return ports_from(port_base())[name]

    def url(self, name: str) -> str:
        """A service's HTTP address."""
        return f"http://{LOOPBACK}:{self.port(name)}"

    def _start_servers(self) -> Servers:
        if not in_containers() and not jars_folder(self.layout.cache).is_dir():
            self._say("Fetching Apache Kafka (46 MB, once) ...")
        servers = start_servers(self.layout, self._owner)
        self._say(servers.describe())
        self._say(f"Data       {self.layout.root}{self._elsewhere(servers)}")
        return servers

    def _start_services(self, servers: Servers) -> None:
        ports = {name: self.port(name) for name in self.names}
        parts = [
            Service(
                name, port, service_env(name, servers, port, self.layout), self.layout, self._owner
            )
            for name, port in ports.items()
        ]
        told = list(told_of_running([part for part in parts if part.runs()]))
        with ThreadPoolExecutor() as pool:
            list(pool.map(Service.migrate, [part for part in parts if part.record() is None]))
            list(pool.map(Service.start, parts))
            list(pool.map(Service.wait_until_ready, parts))
        for part in parts:
            self._say(f"{part.name:<10} ready   {self.url(part.name)}")
        for line in told:
            self._say(line)

    def _elsewhere(self, servers: Servers) -> str:
        if in_containers():
            return " (that of the servers is in volumes of the container engine)"
        data = Postgres(self.layout).data
        if not servers.own_postgres or data == self.layout.postgres:
            return ""
        return f" (PostgreSQL does not run as root and can't go there: its data is in {data})"

    def _bare(self, name: str) -> Service:
        return Service(name, 0, {}, self.layout)


def create_topics(kafka: KafkaConnection, partitions: int = PARTITIONS) -> list[str]:
    """Create the catalogue's topics that are missing; their names."""
    try:
        return asyncio.run(ensure_topics(kafka, partitions))
    except CannotServe as error:
        raise LocalError(f"the topics can't be created: {error}", _KAFKA) from None


def renew_topics(kafka: KafkaConnection, partitions: int = PARTITIONS) -> None:
    """Our services' topics, empty; what other systems have published stays."""
    ours = [topic.name for topic in topics().values() if topic.owner != "other systems"]
    try:
        asyncio.run(delete_topics(kafka, ours))
    except CannotServe as error:
        raise LocalError(f"the topics can't be made anew: {error}", _KAFKA) from None
    create_topics(kafka, partitions)
