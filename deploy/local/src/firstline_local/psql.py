"""A prompt in the database, as one of its roles."""

import os
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

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
    }
    return {name: value for name, value in values.items() if value}


def become_psql(url: str, arguments: list[str]) -> None:
    """Hand the terminal over to psql."""
    psql = str(find_psql())
    os.execve(psql, [psql, *arguments], {**os.environ, **connection_env(url)})  # noqa: S606
