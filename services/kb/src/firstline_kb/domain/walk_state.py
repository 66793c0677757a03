"""Where a walk stands, and how it tells an event."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from firstline_chassis.aggregate import Aggregate, PrivateEvent
from firstline_events.vocabulary import Language
from firstline_events.walks import WalkOutcome
from firstline_kb.domain import walk_errors
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.values import Occasion

SILENCE = timedelta(minutes=30)
"""So long after the last word a walk is given up."""


class Passed(NamedTuple):
    """One step of the way, as the walker read and answered it."""

    step: str
    text: str
    answer: str
    label: str


class WalkEvent(PrivateEvent, frozen=True, kw_only=True, omit_defaults=True):
    """What every event of a walk says: the flow, in the version that the walk keeps to."""

    flow: str
    version: int


class WalkState(Aggregate):
    """One passage through one version of a flow; its events alone give it."""

    Event = PrivateEvent

    def __init__(self) -> None:
        self.flow = ""
        self.flow_version = 0
        self.language = Language.EN
        self.tenant = "default"
        self.step = ""
        """The one that is shown, or was shown last."""
        self.path: list[Passed] = []
        self.ticket: UUID | None = None
        self.draft: UUID | None = None
        self.outcome: WalkOutcome | None = None
        """None: it goes on."""
        self.by_silence = False
        self.article: UUID | None = None
        self.started_at = self.ended_at = self.effective_at

    @property
    def is_open(self) -> bool:
        return self.exists and self.outcome is None

    @property
    def place(self) -> int:
        """How many steps were shown up to the one that is shown, itself counted."""
        return len(self.path) + 1

    @property
    def silent_at(self) -> datetime:
        """When it is given up, if nobody says another word."""
        return self.modified_on + SILENCE

    def shows(self, step: str | None, flow: Flow) -> None:
        """That it goes on, and shows the step that somebody means, if they say which.

        Raises WalkEnded, StaleStep.
        """
        if self.outcome is not None:
            told = self.outcome.value.replace("_", " ")
            raise walk_errors.WalkEnded(
                f"This walk is over: {told}. Begin another one.", outcome=self.outcome.value
            )
        if step is not None and step != self.step:
            text = flow.steps[self.step].text[self.language]
            raise walk_errors.StaleStep(
                f"{step} is not what is shown: that is {self.step}, “{text}”. Answer that.",
                shown={"step": self.step, "text": text, "place": self.place},
            )

    def tell(self, event: type[PrivateEvent], occasion: Occasion, **fields: Any) -> None:
        said = {"flow": self.flow, "version": self.flow_version, **fields}
        self.trigger(event, **occasion._asdict(), **said)
