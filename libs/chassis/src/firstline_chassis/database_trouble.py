"""Why PostgreSQL can't be reached, in words: a pool only says that nobody gave it a connection."""

import psycopg

_SECONDS = 3
_REMEDIES = {
    "server does not support SSL": "switch `ssl` on at the server, or set …_DATABASE_SSLMODE to"
    " disable where the network is trusted",
    "certificate verify failed": "set …_DATABASE_SSLROOTCERT to the authority that signed the"
    " server's certificate, and see that it has not expired",
    "does not match host name": "name the server in …_DATABASE_URL as its certificate does",
    "no encryption": "this server wants TLS: set …_DATABASE_SSLMODE=verify-full",
    "password authentication failed": "is the password in …_DATABASE_URL or"
    " …_DATABASE_PASSWORD_FILE the one that the role has?",
    "has group or world access": "take the rights of others from the client key: chmod 600",
    "requires a valid client certificate": "set …_DATABASE_SSLCERT and …_DATABASE_SSLKEY",
    "unsupported startup parameter": "let the pooler take it: PgBouncer from 1.20 on, or"
    " ignore_startup_parameters",
}
_ELSE = "is …_DATABASE_URL right, and the server up?"


def trouble_with(database: str) -> str:
    """The reason and the remedy; empty when it answers now. Blocks for some seconds at most."""
    try:
        psycopg.connect(database, connect_timeout=_SECONDS).close()
    except psycopg.OperationalError as error:
        return in_words(error)
    return ""


def in_words(error: psycopg.OperationalError) -> str:
    """The server's own words, on one line, with what to do."""
    said = " ".join(str(error).split())
    remedy = next((how for what, how in _REMEDIES.items() if what in said), _ELSE)
    return f"{said}: {remedy}"
