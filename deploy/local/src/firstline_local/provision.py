"""The database of the suite, prepared as in a cluster, and its roles' addresses."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

from firstline_container import roles
from firstline_container.roles import DATABASE as DATABASE
from firstline_local.errors import LocalError


def provision(admin_url: str, passwords: Mapping[str, str], database: str = DATABASE) -> None:
    """Create the database if it is missing, with its roles, schemas and rights."""
    try:
        roles.provision(admin_url, passwords, database)
    except psycopg.Error as error:
        raise LocalError(
            f"the database {database} could not be prepared: {error}".strip(),
            "the administrator's address must be right and allow to create databases and roles.",
        ) from error


def in_database(url: str, database: str) -> str:
    """The same server and user, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def role_url(admin_url: str, role: str, password: str, database: str = DATABASE) -> str:
    """The address by which a role reaches the database on the administrator's server."""
    parts = urlsplit(in_database(admin_url, database))
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{place}"))
