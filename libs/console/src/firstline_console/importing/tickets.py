"""What is known of each ticket while the file is read: ordinal, latest time, last state."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from firstline_console.importing.columns import CLOSED
from firstline_console.importing.rows import Observation


@dataclass(slots=True)
class TicketSoFar:
    """One ticket up to the row just read."""

    ordinal: int = 0
    latest: datetime | None = None
    state: str | None = None

    def move(self, opened_at: datetime, at: datetime, state: str) -> datetime:
        """Take a row in; return its effective time: never before the opening, never backwards."""
        self.latest = max(at, self.latest or opened_at)
        self.state = state
        return self.latest


@dataclass
class Tickets:
    """All tickets of the rows read so far."""

    known: dict[str, TicketSoFar] = field(default_factory=dict)
    latest_at: datetime | None = None
    """The latest time that any row has."""
    cut: bool = False
    """Whether the file goes on after the rows read: a ticket may have changed in the rest."""

    def next_row_of(self, reference: str) -> TicketSoFar:
        """The ticket, with this row counted: a row that is refused later keeps its ordinal."""
        ticket = self.known.get(reference)
        if ticket is None:
            ticket = self.known[reference] = TicketSoFar()
        ticket.ordinal += 1
        return ticket

    def saw(self, at: datetime) -> None:
        """Remember the latest time that any row has."""
        if self.latest_at is None or at > self.latest_at:
            self.latest_at = at

    def __len__(self) -> int:
        return sum(ticket.state is not None for ticket in self.known.values())

    def still_open(self) -> Iterator[Observation]:
        """One observation per ticket whose last row doesn't say Closed.

        As of the latest time that any row has. Of a file that was cut we know less: there each
        ticket is observed as of its own last row, so that the rest, imported later, moves nothing.
        """
        for reference, ticket in self.known.items():
            at = ticket.latest if self.cut else self.latest_at
            if at is not None and ticket.state is not None and ticket.state != CLOSED:
                yield Observation(reference, at)
