"""A major incident: declared by people, before every computed priority."""

from typing import ClassVar

from firstline_escalation.domain import guards
from firstline_escalation.domain.state import CaseEvent, CaseState
from firstline_escalation.domain.values import Occasion


class MajorIncident(CaseState):
    """What makes a case one, and none any more."""

    Event = CaseEvent

    class Declared(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.major-incident-declared"
        reason: str

        def apply(self, aggregate: CaseState) -> None:
            aggregate.major_incident = True

    class Lifted(CaseEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "escalation.case.major-incident-lifted"
        reason: str

        def apply(self, aggregate: CaseState) -> None:
            aggregate.major_incident = False

    def declare(self, reason: str, occasion: Occasion) -> None:
        """Raises what `guards.workable` raises, MajorIncidentAlready."""
        guards.workable(self, occasion)
        guards.no_major_incident_yet(self)
        self.tell(MajorIncident.Declared, occasion, reason=reason)

    def lift(self, reason: str, occasion: Occasion) -> None:
        """Raises what `guards.workable` raises, NoMajorIncident."""
        guards.workable(self, occasion)
        guards.a_major_incident(self)
        self.tell(MajorIncident.Lifted, occasion, reason=reason)
