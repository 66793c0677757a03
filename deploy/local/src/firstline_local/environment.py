"""What each service process finds in its environment."""

import os

from firstline_local.layout import Layout
from firstline_local.passwords import draw_secret
from firstline_local.ports import LOOPBACK
from firstline_local.provision import role_url
from firstline_local.servers import Servers

SERVICES = ("intake", "triage", "escalation", "kb", "reporting")


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
