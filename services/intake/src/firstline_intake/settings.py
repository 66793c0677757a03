"""What intake takes from the environment: `FIRSTLINE_INTAKE_…`."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_settings import NoDecode, SettingsConfigDict

from firstline_chassis.settings import ServiceSettings
from firstline_intake.application.uploads import MEBIBYTE


def _listed(text: object) -> object:
    return tuple(text.replace(",", " ").split()) if isinstance(text, str) else text


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""Words between commas or spaces."""


class IntakeSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_INTAKE_", frozen=True, extra="ignore")

    http_port: int = Field(default=8001, ge=0, le=65535)
    mappings: Path | None = None
    """A folder of mapping files besides those that come with the service."""
    attachments: str | None = None
    """A folder, or an address such as `s3://bucket/prefix`, with what its client reads from the
    environment (`AWS_…`, `SSL_CERT_FILE`); else a folder of the user's own."""
    attachment_bytes: int = Field(default=25 * MEBIBYTE, ge=1, le=5 * 1024 * MEBIBYTE)
    attachment_types: Listed | None = None
    """Those of `domain/media_types.py`, if none are named."""
    link_secret: str | None = None
    """Signs the links of ratings; several between spaces: the first signs, all verify."""
    link_secret_file: Path | None = None
    rating_days: int = Field(default=30, ge=1, le=366)
