"""The two servers in containers, with the images and settings of `docker-compose.yml`.

Each container is run by a `docker run` of ours that stays: its record, its owner, its log and its
signals are those of any other process here. The data is in a volume of the container's name.
"""

import hashlib
import os
import shutil
import signal
import subprocess
from functools import cache
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from firstline_local.errors import LocalError
from firstline_local.layout import Layout, project
from firstline_local.logs import last_lines, text_after
from firstline_local.passwords import load_or_create
from firstline_local.ports import LOOPBACK, remembered_ports
from firstline_local.postgres import accepts
from firstline_local.processes import Identity, Launch, Record, recorded, stop, wait_until

START_SECONDS = 120.0
STOP_SECONDS = 60.0
NAMES = ("kafka", "postgres")


class Declared(NamedTuple):
    """What the compose file says of a server."""

    image: str
    command: tuple[str, ...]
    environment: dict[str, str]
    volume: str
    """Where the data is in the container."""


class Contained:
    """One server of a suite in a container: how it is run, found and stopped."""

    def __init__(self, name: str, layout: Layout, owner: Identity | None, port_inside: int):
        self._name, self._layout, self._owner = name, layout, owner
        self._inside = port_inside
        self._log = layout.logs / f"{name}.log"

    def port(self) -> int | None:
        """Where it listens on this machine, while it runs."""
        record = recorded(self._layout.run, self._name)
        return record.ports[0] if record and record.alive() and not record.stale() else None

    def launch(self, port: int, said: dict[str, str], stop_signal: signal.Signals) -> Record:
        """Start it on this port, with these variables beside those of the compose file."""
        declared, container = (
            declared_by_compose(self._name),
            container_of(self._layout, self._name),
        )
        _docker("rm", "--force", container)
        variables = declared.environment | said
        return Launch(
            name=self._name,
            command=(
                "docker", "run", "--rm", "--name", container,
                "--publish", f"{LOOPBACK}:{port}:{self._inside}",
                "--volume", f"{container}:{declared.volume}", "--shm-size", "256m",
                *(word for name in variables for word in ("--env", name)),
                declared.image, *declared.command,
            ),
            log=self._log,
            ports=(port,),
            env=os.environ | variables,  # by the environment: passwords are on no command line
            stop_signal=stop_signal,
            owner=self._owner,
        ).start(self._layout.run)  # fmt: skip

    def free_port(self) -> int:
        [port] = remembered_ports(self._layout.root / f"{self._name}.port", 1)
        return port

    def require(self, began: bool, record: Record) -> None:
        """Raises LocalError for a container that did not begin to serve."""
        if began and record.alive():
            return
        stop(self._layout.run, record, STOP_SECONDS)
        raise LocalError(
            f"the container of {self._name} did not start: {last_lines(self._log)}",
            f"the whole story is in {self._log}; is the image there, or a registry reachable?",
        )

    def stop(self) -> None:
        """As its image means it; a container whose `docker run` was killed goes all the same."""
        if record := recorded(self._layout.run, self._name):
            stop(self._layout.run, record, STOP_SECONDS)
            _docker("rm", "--force", container_of(self._layout, self._name))


class PostgresContainer:
    """As `Postgres`, in a container."""

    def __init__(self, layout: Layout, owner: Identity | None = None):
        self._layout = layout
        self._contained = Contained("postgres", layout, owner, 5432)

    def start(self) -> str:
        found = self.find()
        if found is not None:
            return found
        password = load_or_create(self._layout.passwords)["postgres"]
        port = self._contained.free_port()
        record = self._contained.launch(port, {"POSTGRES_PASSWORD": password}, signal.SIGINT)
        url = self._url(port)
        began = wait_until(lambda: accepts(url) or not record.alive(), START_SECONDS)
        self._contained.require(began, record)
        return url

    def find(self) -> str | None:
        port = self._contained.port()
        return self._url(port) if port else None

    def stop(self) -> None:
        self._contained.stop()

    def _url(self, port: int) -> str:
        password = load_or_create(self._layout.passwords)["postgres"]
        return f"postgresql://postgres:{password}@{LOOPBACK}:{port}/postgres"


class KafkaContainer:
    """As `Kafka`, in a container."""

    def __init__(self, layout: Layout, owner: Identity | None = None):
        self._log = layout.logs / "kafka.log"
        self._contained = Contained("kafka", layout, owner, 9094)

    def start(self) -> str:
        found = self.find()
        if found is not None:
            return found
        port = self._contained.free_port()
        told = f"INSIDE://localhost:9092,OUTSIDE://{LOOPBACK}:{port}"
        before = self._log.stat().st_size if self._log.exists() else 0
        said = {"KAFKA_ADVERTISED_LISTENERS": told}
        record = self._contained.launch(port, said, signal.SIGTERM)

        def serves() -> bool:
            return "Kafka Server started" in text_after(self._log, before)

        began = wait_until(lambda: serves() or not record.alive(), START_SECONDS)
        self._contained.require(began, record)
        return f"{LOOPBACK}:{port}"

    def find(self) -> str | None:
        port = self._contained.port()
        return f"{LOOPBACK}:{port}" if port else None

    def stop(self) -> None:
        self._contained.stop()


def container_of(layout: Layout, name: str) -> str:
    """The name of the container and of its volume: the same for the same folder."""
    return f"firstline-{hashlib.sha256(str(layout.root).encode()).hexdigest()[:12]}-{name}"


def forget_volumes(layout: Layout) -> None:
    """Delete the data that containers of this suite left; nothing where there is no engine."""
    if shutil.which("docker"):
        for name in NAMES:
            _docker("rm", "--force", container_of(layout, name))
            _docker("volume", "rm", "--force", container_of(layout, name))


def require_engine() -> None:
    """Raises LocalError where no container engine answers."""
    if not shutil.which("docker") or _docker("version").returncode:
        raise LocalError(
            "FIRSTLINE_SERVERS=containers needs an engine, and none answers `docker version`.",
            "start Docker and see that this user may use it; or unset FIRSTLINE_SERVERS.",
        )


@cache
def declared_by_compose(name: str) -> Declared:
    """What `docker-compose.yml` says of one server; what it takes from outside is left out."""
    file = project() / "docker-compose.yml"
    service: dict[str, Any] = YAML(typ="safe").load(file)["services"][name]
    given = {key: str(value) for key, value in service["environment"].items()}
    return Declared(
        service["image"],
        tuple(service.get("command", ())),
        {key: value for key, value in given.items() if "${" not in value},
        service["volumes"][0].partition(":")[2],
    )


def _docker(*words: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["docker", *words], capture_output=True, check=False)
