"""The address that search engines and other sites are told: never what a request claims."""

import re

from fastapi import Request

_LOOPBACK = re.compile(r"(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?")


def public_base(request: Request, configured: str | None) -> str | None:
    """`https://help.example.org`, without a slash at the end.

    Without a setting it is the address of this machine alone, where the request came to that, so
    that everything can be tried; otherwise None. Only what is configured is ever indexed: a proxy
    that was forgotten in the settings sends its requests to this machine's address too.
    """
    if configured is not None:
        return configured
    host = request.headers.get("host", "")
    return f"http://{host}" if _LOOPBACK.fullmatch(host) else None
