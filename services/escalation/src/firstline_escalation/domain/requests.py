"""The requester's request to be escalated: answered once, whatever happens."""

from typing import ClassVar

from firstline_escalation.domain import guards
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.state import CaseEvent, CaseState
from firstline_escalation.domain.values import Occasion
from firstline_events.vocabulary import Timeline


class Requests(CaseState):
    """What becomes of requests; accepting one is escalating the case."""

    Event = CaseEvent

    class RequestTaken(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.request-taken"
        request: int
        line: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            aggregate.open_request = self.request
            aggregate.requested_on.add(self.line)

    class RequestDeclined(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.request-declined"
        request: int
        reply: str
        line: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            if aggregate.open_request == self.request:
                aggregate.open_request = None

    def take_request(self, request: int, lines: Lines, occasion: Occasion) -> None:
        """Put it before the line where the case is, or decline it at once and say why."""
        why_not = self._why_not(lines)
        if why_not is None:
            self.tell(Requests.RequestTaken, occasion, request=request, line=self.line)
        else:
            self._decline(request, why_not, occasion)

    def decline(self, request: int, reply: str | None, occasion: Occasion) -> None:
        """The line keeps the case. Raises what `guards.workable` raises, …NotOpen, ReplyMissing."""
        guards.workable(self, occasion)
        guards.request_is_open(self, request)
        self._decline(request, guards.replied(reply), occasion)

    def drop_request(self, reply: str, occasion: Occasion) -> None:
        """Decline the open request, if any: whatever it asked for can't be any more."""
        if self.open_request is not None:
            self._decline(self.open_request, reply, occasion)

    def _decline(self, request: int, reply: str, occasion: Occasion) -> None:
        said = {"request": request, "line": self.line, "reply": reply}
        self.tell(Requests.RequestDeclined, occasion, **said)

    def _why_not(self, lines: Lines) -> str | None:
        """In words that the requester can read."""
        if self.ended is not None or self.referred:
            return "This ticket is being worked on no more; reopen it if you still need help."
        if self.timeline is Timeline.SOURCE or self.line is None:
            return "This ticket is worked on at another desk; please ask there."
        if self.open_request is not None:
            return "You have asked already, and your request waits for an answer."
        if self.line in self.requested_on:
            return f"Line {self.line} has answered such a request before; it can be asked once."
        if lines.above(self.line) is None:
            return f"Line {self.line} is the highest one: nobody could take over from it."
        return None
