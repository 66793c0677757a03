"""What others decide and the case follows: an imported ticket's own desk, and triage's delay."""

from typing import ClassVar

from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.state import CaseEvent, CaseState
from firstline_escalation.domain.values import Occasion, Place
from firstline_events.vocabulary import Priority, Timeline


class Following(CaseState):
    """What happens to a case without anybody here deciding it."""

    Event = CaseEvent

    class SourceFollowed(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.source-followed"
        changed: list[str]
        queue: str | None = None
        assignee: str | None = None
        moves: int
        returned: bool = False

        def apply(self, aggregate: CaseState) -> None:
            aggregate.go_to(Place(None, self.queue))
            aggregate.assignee, aggregate.moves = self.assignee, self.moves

    class Overdue(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.assessment-overdue"
        asked: int
        priority: Priority
        policy: str
        late: bool = False

        def apply(self, aggregate: CaseState) -> None:
            aggregate.default_priority = self.priority
            aggregate.given_up = self.asked

    def follow(self, queue: str | None, assignee: str | None, occasion: Occasion) -> None:
        """Take the source's word; what it says of a live ticket is not ours to follow."""
        if self.timeline is Timeline.LIVE:
            return
        now, before = {"queue": queue, "assignee": assignee}, (self.queue, self.assignee)
        changed = [name for name, was in zip(now, before, strict=True) if now[name] != was]
        if not changed:
            return
        moved = "queue" in changed and self.queue is not None
        self.tell(
            Following.SourceFollowed,
            occasion,
            changed=changed,
            **now,
            moves=self.moves + int(moved),
            returned=moved and queue in self.been,
        )

    @property
    def waits_for(self) -> int | None:
        """The event of intake that triage still has to answer before later ones are taken.

        On the source timeline none: nothing that is decided there depends on the answer.
        """
        if self.timeline is Timeline.SOURCE or self.ended is not None:
            return None
        asked, settled = self.heard.asked, max(self.heard.answered, self.given_up)
        return asked if asked > settled else None

    def give_up_waiting(
        self, asked: int, lines: Lines, occasion: Occasion, *, late: bool = False
    ) -> bool:
        """Go on with the default priority, unless the answer has come; whether it did so.

        `late`: the topics had not been read up to the time when the wait should have ended.
        """
        if self.waits_for != asked:
            return False
        said = {"priority": lines.default_priority, "policy": lines.label, "late": late}
        self.tell(Following.Overdue, occasion, asked=asked, **said)
        return True
