"""The database of the suite with its roles, schemas and rights, as often as asked."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from firstline_local.errors import LocalError
from firstline_local.layout import project

DATABASE = "firstline"


def provision(admin_url: str, passwords: Mapping[str, str], database: str = DATABASE) -> None:
    """Create the database if it is missing, then do to it what provision.sql says."""
    try:
        _create_database(admin_url, database)
        with psycopg.connect(in_database(admin_url, database)) as connection:
            # one at a time: roles are the whole server's, two provisions would trip over each other
            connection.execute("SELECT pg_advisory_xact_lock(hashtext('firstline provision'))")
            connection.execute(_script())
            _set_passwords(connection, passwords)
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


def _create_database(admin_url: str, database: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if known.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def _script() -> bytes:
    return (project() / "deploy" / "postgres" / "provision.sql").read_bytes()


def _set_passwords(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    for role, password in passwords.items():
        if role.startswith("firstline_"):
            # only the hash travels, so that no log of the server can show the password
            hashed = connection.pgconn.encrypt_password(
                password.encode(), role.encode(), b"scram-sha-256"
            )
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(hashed.decode())
                )
            )
