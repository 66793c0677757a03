"""What the steps take from the environment: `FIRSTLINE_STEP_…` and `FIRSTLINE_PASSWORD_…`."""

import os

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from firstline_chassis.database_settings import DatabaseSettings
from firstline_chassis.errors import CannotServe
from firstline_chassis.kafka_settings import KafkaSettings
from firstline_chassis.shared_settings import SharedSettings
from firstline_container.services import SERVICES

PASSWORD = "FIRSTLINE_PASSWORD_"  # noqa: S105  (the variable, not what is in it)
_STEP = "FIRSTLINE_STEP_"


class StepSettings(SharedSettings):
    """What every step needs."""

    patience: float = Field(default=120, ge=0, le=3_600)
    """Seconds to wait for a server that doesn't answer yet."""


class RolesSettings(StepSettings, DatabaseSettings):
    """The address is that of a user who may create databases and roles."""

    model_config = SettingsConfigDict(env_prefix=_STEP)


class TopicsSettings(StepSettings, KafkaSettings):
    model_config = SettingsConfigDict(env_prefix=_STEP)

    partitions: int = Field(default=12, ge=1, le=1_000)
    """Of every topic; fixed for ever once it is made."""
    replication: int = Field(default=1, ge=1, le=10)
    """Copies of every record; 3 in a cluster."""


def read_passwords() -> dict[str, str]:
    """The password of every role; raises CannotServe with the variables that are missing."""
    names = [*SERVICES, "analyst"]
    missing = [PASSWORD + name.upper() for name in names if not _password(name)]
    if missing:
        raise CannotServe(f"{', '.join(missing)}: set the password of each role")
    return {f"firstline_{name}": _password(name) for name in names}


def _password(name: str) -> str:
    return os.environ.get(PASSWORD + name.upper(), "")
