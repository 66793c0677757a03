"""Where the services listen: what the environment says, else what runs on this machine.

Every command comes by here, so it imports little: nobody waits for what they do not use.
"""

import os
from contextlib import suppress

from firstline_local.errors import LocalError
from firstline_local.layout import Layout
from firstline_local.places import PLACES, port_base, ports_from
from firstline_local.ports import LOOPBACK
from firstline_local.processes import all_recorded


def announce() -> None:
    """Tell every command where the services that run here listen, unless the environment does.

    Commands that come with a service know nothing of this machine; they ask the environment.
    """
    with suppress(LocalError):
        for record in all_recorded(Layout.of_project().run):
            if record.name in PLACES and record.alive():
                address = f"http://{LOOPBACK}:{record.ports[0]}"
                os.environ.setdefault(f"FIRSTLINE_{record.name.upper()}_URL", address)


def service_address(name: str) -> str:
    """A service's HTTP address: `FIRSTLINE_<NAME>_URL`, else at its place above the port base."""
    at_its_place = f"http://{LOOPBACK}:{ports_from(port_base())[name]}"
    return os.environ.get(f"FIRSTLINE_{name.upper()}_URL") or at_its_place
