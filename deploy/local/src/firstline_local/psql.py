"""A prompt in the database, as one of its roles."""

import os
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from firstline_local.errors import LocalError
from firstline_local.postgres import programs
from firstline_local.provision import DATABASE, in_database, role_url
from firstline_local.servers import Servers


def find_psql() -> Path:
    """The psql on PATH, else the one beside the server's own programs."""
    found = shutil.which("psql")
    psql = Path(found) if found else programs() / "psql"
    if not psql.exists():
        raise LocalError(
            "there is no psql on this machine.",
            "install PostgreSQL's client (the Debian package is postgresql-client).",
        )
    return psql


def address(servers: Servers, role: str | None) -> str:
    """The address of the suite's database for a role, or for the administrator."""
    if role is None:
        return in_database(servers.postgres_admin_url, DATABASE)
    return role_url(servers.postgres_admin_url, role, servers.passwords[role])


def connection_env(url: str) -> dict[str, str]:
    """An address as psql's environment: a password on a command line could be read by others."""
    parts = urlsplit(url)
    values = {
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port or 5432),
        "PGUSER": parts.username,
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
        **{f"PG{name.upper()}": value for name, value in parse_qsl(parts.query)},
    }
    return {name: value for name, value in values.items() if value}


def become_psql(url: str, arguments: list[str]) -> None:
    """Hand the terminal over to psql."""
    become(find_psql(), url, arguments)


def become(program: Path, url: str, arguments: list[str]) -> None:
    """Hand the terminal over to a program of PostgreSQL, connected to the address."""
    environment = {**os.environ, **connection_env(url)}
    os.execve(program, [str(program), *arguments], environment)  # noqa: S606


def find_program(name: str) -> Path:
    """The server's own one comes first: a client older than its server can't read it."""
    shipped = programs() / name
    found = shipped if shipped.is_file() else shutil.which(name)
    if "/" in name or not found:
        raise LocalError(
            f"PostgreSQL has no program {name} on this machine.",
            "name one of PostgreSQL's clients, such as pg_dump, pg_restore or psql.",
        )
    return Path(found)
