"""The requester's wish that the next line takes over: at most once on each line."""

from typing import ClassVar, NamedTuple

from firstline_chassis.aggregate import PrivateEvent
from firstline_intake.domain import guards
from firstline_intake.domain.errors import (
    AskedOnThisLine,
    FirstLineNotAnswered,
    RequestStillOpen,
)
from firstline_intake.domain.living import Living
from firstline_intake.domain.values import Occasion


class CaseKnown(NamedTuple):
    """What intake knows of the work on a ticket: its line, and how many requests are answered."""

    line: str | None = None
    answered: int = 0


class Requesting(Living):
    """The part of a ticket that knows whether the desk has answered, and what was asked of it."""

    class EscalationRequested(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "intake.ticket.escalation-requested"
        request: int
        reason: str
        line: str | None = None

        def apply(self, aggregate: "Requesting") -> None:
            aggregate.requests = self.request
            aggregate.asked_lines |= {self.line}

    def begin_requesting(self) -> None:
        """`answered` turns true with the first visible answer by an agent, written or spoken."""
        self.answered = False
        self.requests = 0
        self.asked_lines: frozenset[str | None] = frozenset()

    def request_escalation(self, reason: str, known: CaseKnown, occasion: Occasion) -> None:
        """Ask that the next line takes over.

        Raises TicketAlreadyResolved or …Closed, FirstLineNotAnswered,
        RequestStillOpen, AskedOnThisLine. Where the line isn't known, escalation judges that.
        """
        guards.not_resting(self.status)
        self._may_ask(known)
        self.go_live(occasion)
        asked = {"request": self.requests + 1, "reason": reason, "line": known.line}
        self.tell(Requesting.EscalationRequested, occasion, **asked)

    def _may_ask(self, known: CaseKnown) -> None:
        if not self.answered:
            raise FirstLineNotAnswered(
                "Nobody has answered yet; wait for the first answer, or add what is missing."
            )
        if self.requests > known.answered:
            raise RequestStillOpen(
                f"Request {self.requests} waits for an answer; add a message to say more."
            )
        if known.line is not None and known.line in self.asked_lines:
            raise AskedOnThisLine(
                f"It was asked on the line {known.line} before, and once is all a line answers;"
                " add a message to say what is new."
            )
