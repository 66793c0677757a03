"""Where the suite listens: what the environment says, else what runs on this machine."""

import os
from contextlib import suppress

from firstline_console.boundary import UserError
from firstline_local.environment import PLACES
from firstline_local.errors import LocalError
from firstline_local.ports import LOOPBACK
from firstline_local.servers import BOOTSTRAP
from firstline_local.suite import Suite


def announce() -> None:
    """Tell every command where the services that run here listen, unless the environment does.

    Commands that come with a service know nothing of this machine; they ask the environment.
    """
    with suppress(LocalError):
        for record in Suite().running():
            if record.name in PLACES:
                address = f"http://{LOOPBACK}:{record.ports[0]}"
                os.environ.setdefault(f"FIRSTLINE_{record.name.upper()}_URL", address)


def kafka_address() -> str:
    """The broker's bootstrap address; raises UserError when there is none."""
    named = os.environ.get(BOOTSTRAP)
    if named:
        return named
    servers = Suite().servers()
    if servers is None:
        raise UserError(
            "the suite is not running here.",
            f"run `firstline up` first, or name a broker: {BOOTSTRAP}=host:port",
        )
    return servers.kafka_bootstrap


def service_address(name: str) -> str:
    """A service's HTTP address: `FIRSTLINE_<NAME>_URL`, else where the suite here listens."""
    return os.environ.get(f"FIRSTLINE_{name.upper()}_URL") or Suite().url(name)
