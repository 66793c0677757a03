"""What kb takes from the environment: `FIRSTLINE_KB_…`."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from firstline_chassis.settings import ServiceSettings


class KbSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_KB_", frozen=True, extra="ignore")

    http_port: int = Field(default=8004, ge=0, le=65535)
    search_folder: Path | None = None
    """Where this process alone keeps its search index; None: in memory, read anew at each start."""
