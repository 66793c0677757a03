"""Settings come from the environment alone, and a wrong one is named with its remedy."""

import sys
from typing import Self, TypeVar

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings

from firstline_chassis.database_settings import DatabaseSettings
from firstline_chassis.kafka_settings import KafkaSettings
from firstline_chassis.loopback import is_loopback

S = TypeVar("S", bound=BaseSettings)


class ServiceSettings(DatabaseSettings, KafkaSettings):
    """What every service needs. Variables are `FIRSTLINE_<SERVICE>_<NAME>`."""

    http_host: str = "127.0.0.1"
    http_port: int = Field(ge=0, le=65535)
    insecure_bind: bool = False
    ops_host: str = "127.0.0.1"
    """Where health and metrics alone are served as well; any address may be given."""
    ops_port: int = Field(default=0, ge=0, le=65535)
    """0: not served apart."""
    log_level: str = "INFO"
    batch: int = Field(default=2_000, ge=1, le=20_000)

    @model_validator(mode="after")
    def _stay_on_loopback(self) -> Self:
        if not self.insecure_bind and not is_loopback(self.http_host):
            raise ValueError(
                f"there is no authentication yet, so {self.http_host} is refused: bind to"
                " 127.0.0.1, or set …_INSECURE_BIND=true if something in front protects it"
            )
        return self


def read_settings(kind: type[S]) -> S:
    """The settings, or an end with a message that names each variable and what is wrong."""
    try:
        return kind()
    except ValidationError as error:
        prefix = str(kind.model_config.get("env_prefix", ""))
        for wrong in error.errors(include_input=False, include_url=False):
            name = (prefix + "_".join(map(str, wrong["loc"]))).upper().rstrip("_")
            print(f"{name}: {wrong['msg'].removeprefix('Value error, ')}", file=sys.stderr)
        print("Set it in the environment and start again.", file=sys.stderr)
        raise SystemExit(2) from None
