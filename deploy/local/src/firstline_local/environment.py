"""What each service process finds in its environment, and on which ports the services listen."""

import os

from firstline_local.errors import LocalError
from firstline_local.layout import Layout
from firstline_local.passwords import draw_secret
from firstline_local.ports import LOOPBACK
from firstline_local.provision import role_url
from firstline_local.servers import Servers

PLACES = {"intake": 1, "triage": 2, "escalation": 3, "kb": 4, "reporting": 5}
SERVICES = ("intake", "triage", "escalation", "reporting")
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


def service_env(service: str, servers: Servers, port: int, layout: Layout) -> dict[str, str]:
    """The environment of a service process; what the caller's environment says wins."""
    prefix, role = f"FIRSTLINE_{service.upper()}_", f"firstline_{service}"
    ours = {
        "DATABASE_URL": role_url(servers.postgres_admin_url, role, servers.passwords[role]),
        "KAFKA_BOOTSTRAP": servers.kafka_bootstrap,
        "HTTP_HOST": LOOPBACK,
        "HTTP_PORT": str(port),
        **_own(service, layout),
    }
    return {prefix + name: value for name, value in ours.items()} | dict(os.environ)


def _own(service: str, layout: Layout) -> dict[str, str]:
    """What one service alone needs: the suite keeps it beside the other data."""
    if service != "intake":
        return {}
    secret = draw_secret(layout.link_secret)
    return {"ATTACHMENTS": str(layout.attachments), "LINK_SECRET_FILE": str(secret)}
