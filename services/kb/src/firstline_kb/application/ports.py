"""What the use cases need beside the events; modules of adapters provide it."""

from collections.abc import Callable

from firstline_chassis.store import Transaction

NextNumber = Callable[[Transaction], str]
"""A fresh article number."""
