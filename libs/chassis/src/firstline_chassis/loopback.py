"""Whether an address stays on this machine."""

import ipaddress


def is_loopback(host: str) -> bool:
    """True for 127.0.0.1, ::1 and localhost."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
