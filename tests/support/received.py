"""What was received, as plain dictionaries."""

from typing import Any

from firstline_chassis.received import Received


def attributes(received: Received) -> dict[str, Any]:
    """The attributes by name, without the data."""
    names = (name for name in Received.__struct_fields__ if name != "raw")
    return {name: getattr(received, name) for name in names}


def in_full(received: Received) -> dict[str, Any]:
    """The attributes by name, and the data."""
    return {**attributes(received), "data": received.data}
