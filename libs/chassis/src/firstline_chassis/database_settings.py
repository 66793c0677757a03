"""How PostgreSQL is reached, by the environment: past this machine, TLS is a choice to be made."""

from pathlib import Path
from typing import Literal, Self

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pydantic import Field, model_validator

from firstline_chassis.loopback import is_loopback
from firstline_chassis.shared_settings import SharedSettings
from firstline_chassis.tls_files import require_file

SslMode = Literal["disable", "prefer", "require", "verify-ca", "verify-full"]
_SYSTEM = Path("system")
_SCHEMES = ("postgresql", "postgres")
_CERTIFICATES = ("sslrootcert", "sslcert", "sslkey")


class DatabaseSettings(SharedSettings):
    """`database` is the address with everything that a connection needs."""

    database_url: str = Field(min_length=1, repr=False)
    database_password_file: Path | None = None
    database_sslmode: SslMode | None = None
    """None: what the address says, else `prefer`, and on loopback alone."""
    database_sslrootcert: Path | None = None
    """A file with the authorities to trust, or `system`."""
    database_sslcert: Path | None = None
    database_sslkey: Path | None = None

    @property
    def database(self) -> str:
        """For libpq; it may hold a password, so it belongs in no log. Raises ValueError."""
        told = _parsed(self.database_url)
        asked = {
            name: _text(getattr(self, f"database_{name}")) for name in ("sslmode", *_CERTIFICATES)
        }
        if self.database_password_file is not None:
            file = require_file(self.database_password_file, "…_DATABASE_PASSWORD_FILE")
            asked["password"] = file.strip("\r\n")
        ours = {name: value for name, value in asked.items() if value is not None}
        _refuse_twice(told, ours)
        return make_conninfo(self.database_url, **ours)

    @model_validator(mode="after")
    def _choose_tls(self) -> Self:
        told = _parsed(self.database)
        mode = told.get("sslmode")
        _refuse_needless(told)
        far = [host for host in _hosts(told) if host[:1] not in ("", "/") and not is_loopback(host)]
        if far and mode is None:
            raise ValueError(
                f"{far[0]} is another machine: say how to talk to it, with"
                " …_DATABASE_SSLMODE=verify-full and …_DATABASE_SSLROOTCERT, or disable where the"
                " network is trusted"
            )
        if mode in ("verify-ca", "verify-full") and "sslrootcert" not in told:
            raise ValueError(
                f"{mode} needs to know whom to trust: set …_DATABASE_SSLROOTCERT to a file, or to"
                " `system`"
            )
        _require_files(told)
        return self


def _parsed(url: str) -> dict[str, str]:
    try:
        if _holds_raw_password(url):
            raise psycopg.ProgrammingError
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value}
    except psycopg.ProgrammingError:
        # The library's message repeats the address, which may hold a password.
        raise ValueError(
            "…_DATABASE_URL is no address of PostgreSQL: postgresql://role:password@host/database,"
            " with `/`, `@` and `:` of the password written as %2F, %40 and %3A"
        ) from None


def _holds_raw_password(url: str) -> bool:
    """Whether libpq would take a piece of the password for a host, which messages name."""
    scheme, _, address = url.partition("://")
    if scheme not in _SCHEMES:
        return False
    before = address.partition("?")[0]
    return before.count("@") > 1 or "@" in before.partition("/")[2]


def _refuse_needless(told: dict[str, str]) -> None:
    needless = [name for name in _CERTIFICATES if name in told]
    if told.get("sslmode") == "disable" and needless:
        raise ValueError(
            f"{', '.join(map(_variable, needless))} would have no effect with disable:"
            " set …_DATABASE_SSLMODE=verify-full, or leave it out"
        )


def _refuse_twice(told: dict[str, str], ours: dict[str, str]) -> None:
    for name, value in ours.items():
        if told.get(name, value) != value:
            raise ValueError(f"{name} is in …_DATABASE_URL too, and differs: say it in one place")


def _require_files(told: dict[str, str]) -> None:
    for name in _CERTIFICATES:
        if name in told and Path(told[name]) != _SYSTEM:
            require_file(Path(told[name]), _variable(name))


def _variable(name: str) -> str:
    return f"…_DATABASE_{name.upper()}"


def _hosts(told: dict[str, str]) -> list[str]:
    """None, or empty: a socket on this machine."""
    return told.get("host", "").split(",")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
