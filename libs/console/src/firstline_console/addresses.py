"""Where the suite listens: what the environment says, else what runs on this machine."""

import os

from firstline_console.boundary import UserError
from firstline_local.layout import Layout
from firstline_local.processes import recorded

PLACES = {"intake": 1, "triage": 2, "reporting": 5}
"""Services in the order in which a record flows through them: the place after the base port."""


def kafka_address() -> str:
    """The broker's bootstrap address; raises UserError when there is none."""
    named = os.environ.get("FIRSTLINE_KAFKA_BOOTSTRAP")
    if named:
        return named
    record = recorded(Layout.of_project().run, "kafka")
    if record is None or not record.alive():
        raise UserError(
            "the suite is not running here.",
            "start it with `firstline up`, or name a broker: FIRSTLINE_KAFKA_BOOTSTRAP=host:port",
        )
    return f"127.0.0.1:{record.ports[0]}"


def service_addresses() -> dict[str, str]:
    """The HTTP address of each service."""
    base = int(os.environ.get("FIRSTLINE_PORT_BASE", "8000"))
    return {name: f"http://127.0.0.1:{base + place}" for name, place in PLACES.items()}
