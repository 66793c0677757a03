"""From queue to queue and from line to line: every hand-over, counted."""

from typing import Any, ClassVar

from firstline_escalation.domain import guards, targets
from firstline_escalation.domain.lines import Lines, Placement
from firstline_escalation.domain.state import CaseEvent, CaseState
from firstline_escalation.domain.values import Occasion, Place
from firstline_events.vocabulary import ActorKind, Timeline


class Moved(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
    """Any change of line or queue, by people or by the rules; nobody has the case afterwards."""

    line: str
    queue: str
    policy: str
    previous_line: str | None = None
    previous_queue: str | None = None
    previous_assignee: str | None = None
    moves: int
    returned: bool = False

    def apply(self, aggregate: CaseState) -> None:
        aggregate.go_to(Place(self.line, self.queue))
        aggregate.moves = self.moves
        aggregate.assignee = None
        if self.by.actor_kind != ActorKind.SYSTEM.value:
            aggregate.by_people = True


class Moving(CaseState):
    """What changes a case's place."""

    Event = CaseEvent

    class Routed(Moved, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.routed"
        reason: str

    class Escalated(Moved, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.escalated"
        findings: str
        owner: str | None = None
        request: int | None = None
        reply: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            super().apply(aggregate)
            aggregate.by_people = True
            aggregate.open_request = None

    class HandedBack(Moved, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.handed-back"
        note: str
        owner: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            super().apply(aggregate)
            aggregate.by_people = True

    def escalate(
        self,
        findings: str | None,
        lines: Lines,
        occasion: Occasion,
        *,
        line: str | None = None,
        request: int | None = None,
        reply: str | None = None,
    ) -> None:
        """To a higher line, the next one by default; this answers the open request, if any.

        Raises what `guards.workable` and `targets.higher` raise, FindingsMissing, RequestNotOpen,
        BounceLimitReached.
        """
        guards.workable(self, occasion)
        found = guards.found_something(findings)
        if request is not None:
            guards.request_is_open(self, request)
        to = targets.higher(self, lines, line)
        targets.below_the_limit(self, lines, to, occasion)
        answer = {"request": self.open_request, "reply": reply}
        said = {"findings": found, "owner": self.owner, **answer}
        self._move(Moving.Escalated, to, lines, occasion, **said)

    def hand_back(
        self, note: str | None, lines: Lines, occasion: Occasion, *, line: str | None = None
    ) -> None:
        """To a lower line, the next one by default.

        Raises what `guards.workable` and `targets.lower` raise, NoteMissing, BounceLimitReached.
        """
        guards.workable(self, occasion)
        noted = guards.noted(note)
        to = targets.lower(self, lines, line)
        targets.below_the_limit(self, lines, to, occasion)
        self._move(Moving.HandedBack, to, lines, occasion, note=noted, owner=self.owner)

    def move(self, queue: str, reason: str, lines: Lines, occasion: Occasion) -> None:
        """To any queue, by the owner of record or a coordinator.

        Raises what `guards.workable` raises, NotYoursToMove, NoSuchQueue, SameQueue.
        """
        guards.workable(self, occasion)
        targets.for_its_keepers(self, lines, occasion)
        to = targets.queue_named(self, lines, queue, reason)
        self._move(Moving.Routed, to, lines, occasion, reason=reason)

    def route_anew(self, lines: Lines, occasion: Occasion) -> None:
        """Follow a changed category, as long as nobody has taken or moved the case."""
        if self.by_people or self.line is None or self.ended is not None:
            return
        to = targets.standing(self, lines)
        to = lines.route(to.line, self.category, self.language)
        if targets.place_of(to) != self.place:
            self._move(Moving.Routed, to, lines, occasion, reason=to.reason)

    def adopt(self, lines: Lines, occasion: Occasion) -> None:
        """Follow new lines: out of a queue that is gone, or whose line is another one now."""
        if self.timeline is Timeline.SOURCE or self.ended is not None:
            return
        to = targets.standing(self, lines)
        if targets.place_of(to) != self.place:
            self._move(Moving.Routed, to, lines, occasion, reason=to.reason)

    def go_live(self, lines: Lines, occasion: Occasion) -> None:
        """Leave the source's queue for one of ours; a case that has ended is placed if resumed."""
        if self.line is None and self.ended is None:
            to = targets.standing(self, lines)
            reason = f"the ticket went live and {to.reason}"
            self._move(Moving.Routed, to, lines, occasion, reason=reason)

    def _move(
        self,
        event: type[Moved],
        to: Placement,
        lines: Lines,
        occasion: Occasion,
        **said: Any,
    ) -> None:
        self.tell(
            event,
            occasion,
            line=to.line,
            queue=to.queue,
            policy=lines.label,
            previous_line=self.line,
            previous_queue=self.queue,
            previous_assignee=self.assignee,
            moves=self.moves + 1,
            returned=to.queue in self.been,
            **said,
        )
