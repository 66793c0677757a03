"""What intake takes from the environment: `FIRSTLINE_INTAKE_…`."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from firstline_chassis.settings import ServiceSettings


class IntakeSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_INTAKE_", frozen=True, extra="ignore")

    http_port: int = Field(default=8001, ge=0, le=65535)
    mappings: Path | None = None
    """A folder of mapping files besides those that come with the service."""
