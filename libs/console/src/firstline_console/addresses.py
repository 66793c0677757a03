"""Where the services that run on this machine listen, told to the environment.

Every command comes by here, so it imports little: nobody waits for what they do not use.
"""

import os
from contextlib import suppress

from firstline_local.errors import LocalError
from firstline_local.layout import Layout
from firstline_local.places import PLACES
from firstline_local.ports import LOOPBACK
from firstline_local.processes import all_alive


def announce() -> None:
    """Tell every command where the services that run here listen, unless the environment does.

    Commands that come with a service know nothing of this machine; they ask the environment.
    """
    with suppress(LocalError):
        for record in all_alive(Layout.of_project().run):
            if record.name in PLACES:
                address = f"http://{LOOPBACK}:{record.ports[0]}"
                os.environ.setdefault(f"FIRSTLINE_{record.name.upper()}_URL", address)
