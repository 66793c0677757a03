"""What reporting takes from the environment: `FIRSTLINE_REPORTING_…`."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from firstline_chassis.settings import ServiceSettings


class ReportingSettings(ServiceSettings):
    model_config = SettingsConfigDict(
        env_prefix="FIRSTLINE_REPORTING_", frozen=True, extra="ignore"
    )

    http_port: int = Field(default=8005, ge=0, le=65535)
    batch: int = Field(default=4_000, ge=1, le=20_000)
    """Larger than a decider's: a ticket's rows are written once a batch, however many events."""
