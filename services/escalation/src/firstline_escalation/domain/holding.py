"""Who has the case, and who answers to the requester."""

from typing import ClassVar, Literal

from firstline_escalation.domain import guards
from firstline_escalation.domain.state import CaseEvent, CaseState
from firstline_escalation.domain.values import Occasion


class Holding(CaseState):
    """What changes who has a case; its first agent stays the owner of record."""

    Event = CaseEvent

    class Assigned(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.assigned"
        assignee: str
        owner: str
        how: Literal["taken", "assigned"]
        previous_assignee: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            aggregate.assignee, aggregate.owner = self.assignee, self.owner
            aggregate.by_people = True

    class Released(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.released"
        previous_assignee: str
        reason: str | None = None

        def apply(self, aggregate: CaseState) -> None:
            aggregate.assignee = None

    def take(self, occasion: Occasion) -> None:
        """Whoever acts has it now. Raises what `guards.workable` raises, CaseIsTaken."""
        guards.workable(self, occasion)
        guards.free_for(self, occasion.by.actor_id)
        self._give(occasion.by.actor_id, "taken", occasion)

    def assign(self, agent: str, occasion: Occasion) -> None:
        """Give it to somebody, whoever had it. Raises …, CaseIsAssignedSo."""
        guards.workable(self, occasion)
        guards.assigned_otherwise(self, agent)
        self._give(agent, "assigned", occasion)

    def release(self, reason: str | None, occasion: Occasion) -> None:
        """Back into its queue. Raises what `guards.workable` raises, NobodyHasIt."""
        guards.workable(self, occasion)
        had = guards.somebody_has_it(self)
        self.tell(Holding.Released, occasion, previous_assignee=had, reason=reason)

    def _give(self, agent: str, how: str, occasion: Occasion) -> None:
        self.tell(
            Holding.Assigned,
            occasion,
            assignee=agent,
            previous_assignee=self.assignee,
            owner=self.owner or agent,
            how=how,
        )
