"""Free ports for a suite of a test's own."""

import random

from firstline_local.ports import is_free


def free_port_base() -> int:
    """A FIRSTLINE_PORT_BASE behind which every service's port is free right now."""
    candidates = random.sample(range(20_000, 30_000, 10), 50)
    return next(base for base in candidates if all(is_free(base + place) for place in range(1, 6)))
