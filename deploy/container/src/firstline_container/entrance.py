"""From an image's entrance into its service, in the same process: signals reach it directly."""

import os
import runpy
import sys
from collections.abc import MutableMapping

from firstline_container.services import SERVICES


def enter(service: str, arguments: list[str]) -> None:
    """Run `python -m firstline_<service> …` here; an unknown service ends with 2."""
    if service not in SERVICES:
        known = ", ".join(SERVICES)
        print(f"FIRSTLINE_SERVICE={service} is no service: set one of {known}.", file=sys.stderr)
        raise SystemExit(2)
    listen_inside(service, os.environ)
    sys.argv = [f"firstline_{service}", *arguments]
    runpy.run_module(f"firstline_{service}", run_name="__main__", alter_sys=True)


def listen_inside(service: str, environment: MutableMapping[str, str]) -> None:
    """Where a service listens in a container, unless its environment says otherwise.

    Outside of images nothing sets `…_INSECURE_BIND`: a container's address is reached only
    through what publishes its port, and that is what protects it.
    """
    prefix = f"FIRSTLINE_{service.upper()}_"
    environment.setdefault(f"{prefix}HTTP_HOST", "0.0.0.0")  # noqa: S104
    environment.setdefault(f"{prefix}INSECURE_BIND", "true")
    environment.setdefault(f"{prefix}HTTP_PORT", str(SERVICES[service]))
