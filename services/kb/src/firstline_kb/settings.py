"""What kb takes from the environment: `FIRSTLINE_KB_…`."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import SettingsConfigDict

from firstline_chassis.settings import ServiceSettings

_SITE = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?"
)
_PAGE = re.compile(r"(?:https://[^\s/@]+|mailto:[^\s@]+@)[^\s\"<>]+")


def _none_if_empty(said: object) -> object:
    """As compose and Kubernetes hand over what nobody has set."""
    return None if said == "" else said


def _site(said: str | None) -> str | None:
    site = said.rstrip("/") if said else said
    if site and not _SITE.fullmatch(site):
        raise ValueError(
            "an address like https://help.example.org is wanted, without a path: sitemap and robots"
            " stand at the root of their host"
        )
    return site


def _contact(said: str | None) -> str | None:
    if said and not _PAGE.fullmatch(said):
        raise ValueError("an address that begins with https:// or mailto: is wanted")
    return said


class KbSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_KB_", frozen=True, extra="ignore")

    http_port: int = Field(default=8004, ge=0, le=65535)
    search_folder: Path | None = None
    """Where this process alone keeps its search index; None: in memory, read anew at each start."""
    public_url: Annotated[str | None, BeforeValidator(_none_if_empty), AfterValidator(_site)] = None
    """Where the public finds the help pages; None: they ask search engines to stay away."""
    contact_url: Annotated[
        str | None, BeforeValidator(_none_if_empty), AfterValidator(_contact)
    ] = None
    """Where “Still need help?” leads; None: it isn't shown."""
