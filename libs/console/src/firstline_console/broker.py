"""Where the broker is: what the environment says, else what runs on this machine."""

import os

from firstline_console.boundary import UserError
from firstline_local.servers import BOOTSTRAP
from firstline_local.suite import Suite


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
