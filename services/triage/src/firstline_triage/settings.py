"""What triage takes from the environment: `FIRSTLINE_TRIAGE_…`."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from firstline_chassis.settings import ServiceSettings


class TriageSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_TRIAGE_", frozen=True, extra="ignore")

    http_port: int = Field(default=8002, ge=0, le=65535)
    policy_file: Path | None = None
    """The scoring policy to answer by; without it the one that comes with the service."""
