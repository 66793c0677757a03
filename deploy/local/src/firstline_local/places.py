"""On which ports the services listen."""

import os

from firstline_local.errors import LocalError

PLACES = {"intake": 1, "triage": 2, "escalation": 3, "kb": 4, "reporting": 5}
PORT_BASE = "FIRSTLINE_PORT_BASE"
LAST_PORT = 65535


def port_base() -> int:
    """The port below the first service's: 8000, or what the environment says."""
    given = os.environ.get(PORT_BASE, "8000")
    if given.isdigit() and 0 < int(given) <= LAST_PORT - max(PLACES.values()):
        return int(given)
    raise LocalError(f"{PORT_BASE}={given} is no port.", f"give a number such as {PORT_BASE}=9000.")


def ports_from(base: int) -> dict[str, int]:
    """Every service's port above a base."""
    return {service: base + place for service, place in PLACES.items()}
