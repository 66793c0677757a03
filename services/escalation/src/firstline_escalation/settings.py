"""What escalation takes from the environment: `FIRSTLINE_ESCALATION_…`."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from firstline_chassis.settings import ServiceSettings


class EscalationSettings(ServiceSettings):
    model_config = SettingsConfigDict(
        env_prefix="FIRSTLINE_ESCALATION_", frozen=True, extra="ignore"
    )

    http_port: int = Field(default=8003, ge=0, le=65535)
