"""The database of the suite with its roles, schemas and rights, as often as asked."""

from collections.abc import Mapping
from importlib.resources import files

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

DATABASE = "firstline"


def provision(admin_url: str, passwords: Mapping[str, str], database: str = DATABASE) -> None:
    """Create the database if it is missing, then do to it what provision.sql says.

    `admin_url` is whatever libpq takes. Raises psycopg.Error, with roles and rights as before.
    """
    _create_database(admin_url, database)
    with psycopg.connect(make_conninfo(admin_url, dbname=database)) as connection:
        # one at a time: roles are the whole server's, two provisions would trip over each other
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('firstline provision'))")
        connection.execute(files("firstline_container").joinpath("provision.sql").read_bytes())
        _set_passwords(connection, passwords)


def _create_database(admin_url: str, database: str) -> None:
    with psycopg.connect(admin_url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if known.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


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
