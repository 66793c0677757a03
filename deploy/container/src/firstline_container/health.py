"""The health check of an image: whether the service in this container can do its work."""

import os
import sys
from http.client import HTTPConnection, HTTPException

from firstline_container.services import SERVICES

SECONDS = 4
READY = 200


def ask() -> None:
    """Print what the service says of itself; end with 1 unless it is ready."""
    service = os.environ.get("FIRSTLINE_SERVICE", "")
    port = os.environ.get(f"FIRSTLINE_{service.upper()}_HTTP_PORT") or SERVICES.get(service, 0)
    connection = HTTPConnection("127.0.0.1", int(port), timeout=SECONDS)
    try:
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        print(answer.read().decode(errors="replace"))
    except (OSError, HTTPException) as error:
        print(f"{service} doesn't answer on port {port}: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    raise SystemExit(answer.status != READY)
