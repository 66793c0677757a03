"""Where a service shows itself: its API, or health and metrics alone."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI

from firstline_chassis.http import create_ops_app
from firstline_chassis.lifecycle import HttpPart
from firstline_chassis.settings import ServiceSettings


def faces(
    settings: ServiceSettings,
    name: str,
    checks: Callable[[], dict[str, dict[str, Any]]],
    app: FastAPI | None,
) -> Sequence[HttpPart]:
    """The API at the service's address; without that role, what probes and Prometheus need."""
    shown = app or create_ops_app(name, checks)
    parts = [HttpPart("api" if app else "ops", shown, settings.http_host, settings.http_port)]
    if app and settings.ops_port:
        ops = create_ops_app(name, checks)
        parts.append(HttpPart("ops", ops, settings.ops_host, settings.ops_port))
    return parts
