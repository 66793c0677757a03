"""Where the broker is: what the environment says, else what runs on this machine."""

import os

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.boundary import UserError
from firstline_local.named_kafka import named_kafka
from firstline_local.servers import BOOTSTRAP
from firstline_local.suite import Suite


def kafka() -> KafkaConnection:
    """How to reach the broker; raises UserError when there is none.

    Settings that are wrong end the command with a message that names them.
    """
    if os.environ.get(BOOTSTRAP):
        return named_kafka()
    servers = Suite().servers()
    if servers is None:
        raise UserError(
            "the suite is not running here.",
            f"run `firstline up` first, or name a broker: {BOOTSTRAP}=host:port",
        )
    return servers.kafka
