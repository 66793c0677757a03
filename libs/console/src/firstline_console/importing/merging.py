"""From tickets one after the other to one history in which time never runs backwards."""

from collections.abc import Iterable
from operator import attrgetter

from firstline_console.importing.rows import Row


def merge(rows: Iterable[Row]) -> list[Row]:
    """The rows of all tickets by effective time; each ticket's rows stay in the order of the file.

    Within a ticket effective times never fall and the sort is stable: so no two of its rows swap.
    """
    return sorted(rows, key=attrgetter("effective"))
