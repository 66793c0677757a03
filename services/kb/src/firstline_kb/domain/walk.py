"""A walk through a flow: answered step by step, taken back, ended, attached to a ticket."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from firstline_chassis.aggregate import PrivateEvent
from firstline_events.vocabulary import Language
from firstline_events.walks import WalkOutcome
from firstline_kb.domain import walk_errors
from firstline_kb.domain.flow import Answer, Flow, Step
from firstline_kb.domain.values import Occasion
from firstline_kb.domain.walk_state import Passed, WalkEvent, WalkState

ArticleOf = Callable[[str], UUID | None]
"""The article of a short name; None where there is none."""


class Walk(WalkState):
    """By a requester or an agent; it keeps to the version of the flow in which it began."""

    Event = PrivateEvent

    class Started(WalkEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.walk.started"
        language: Language
        first_step: str
        ticket: UUID | None = None
        draft: UUID | None = None

        def apply(self, aggregate: WalkState) -> None:
            aggregate.flow, aggregate.flow_version = self.flow, self.version
            aggregate.language, aggregate.step = self.language, self.first_step
            aggregate.tenant, aggregate.started_at = self.by.tenant, self.at
            aggregate.draft = self.draft

    class Answered(WalkEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.walk.answered"
        passed: Passed
        place: int
        next_step: str

        def apply(self, aggregate: WalkState) -> None:
            aggregate.path.append(self.passed)
            aggregate.step = self.next_step

    class Retraced(WalkEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.walk.retraced"
        step: str
        to_step: str
        place: int

        def apply(self, aggregate: WalkState) -> None:
            aggregate.path.pop()
            aggregate.step = self.to_step

    class Ended(WalkEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.walk.ended"
        language: Language
        outcome: WalkOutcome
        step: str
        place: int
        path: tuple[Passed, ...]
        article: UUID | None = None
        ticket: UUID | None = None
        draft: UUID | None = None
        by_silence: bool = False

        def apply(self, aggregate: WalkState) -> None:
            aggregate.outcome, aggregate.ended_at = self.outcome, self.at
            aggregate.article, aggregate.by_silence = self.article, self.by_silence

    class Attached(WalkEvent, frozen=True, kw_only=True, omit_defaults=True):
        TOPIC: ClassVar[str] = "kb.walk.attached"
        ticket: UUID
        outcome: WalkOutcome | None = None
        path: tuple[Passed, ...]

        def apply(self, aggregate: WalkState) -> None:
            aggregate.ticket = self.ticket

    def start(
        self,
        flow: Flow,
        asked: Language | None,
        occasion: Occasion,
        *,
        ticket: UUID | None = None,
        draft: UUID | None = None,
    ) -> None:
        """Begin, in the language asked for if the flow has it; for a ticket it is attached at once.

        Raises FlowRetired, ForBoth.
        """
        if flow.retired is not None:
            raise walk_errors.FlowRetired(
                f"{flow.name} is retired: {flow.retired} Choose another flow.", reason=flow.retired
            )
        if ticket and draft:
            raise walk_errors.ForBoth("A walk is for a ticket or for a draft; say one of them.")
        said = {"flow": flow.name, "version": flow.version, "language": flow.language(asked)}
        self.tell(Walk.Started, occasion, **said, first_step=flow.start, ticket=ticket, draft=draft)
        if ticket:
            self.attach(ticket, occasion)

    def answer(
        self, flow: Flow, step: str, name: str, article_of: ArticleOf, occasion: Occasion
    ) -> None:
        """Answer the step that is shown; the next one is shown, and where that is an end, it ends.

        `flow` is the version that the walk keeps to. Raises WalkEnded, StaleStep, NoSuchAnswer.
        """
        self.shows(step, flow)
        shown = flow.steps[self.step]
        answer = shown.answer(name) or _refuse(shown, name)
        passed = Passed(shown.name, shown.text[self.language], name, answer.label[self.language])
        self.tell(Walk.Answered, occasion, passed=passed, place=self.place, next_step=answer.next)
        following = flow.steps[answer.next]
        if following.outcome is not None:
            article = article_of(following.article) if following.article else None
            self._end(following.outcome, occasion, article=article)

    def back(self, flow: Flow, step: str | None, occasion: Occasion) -> None:
        """Take the last answer back: its step is shown again.

        Raises WalkEnded, StaleStep, NothingToTakeBack.
        """
        self.shows(step, flow)
        if not self.path:
            raise walk_errors.NothingToTakeBack(
                "This is the first step: nothing was answered before it. Answer it, or give up."
            )
        to_step, place = self.path[-1].step, len(self.path)
        self.tell(Walk.Retraced, occasion, step=self.step, to_step=to_step, place=place)

    def give_up(self, flow: Flow, step: str | None, occasion: Occasion) -> None:
        """The walker leaves before an end. Raises WalkEnded, StaleStep."""
        self.shows(step, flow)
        self._end(WalkOutcome.GIVEN_UP, occasion)

    def fall_silent(self, occasion: Occasion) -> None:
        """Nobody has said a word for too long: given up, unless it has ended."""
        if self.is_open:
            self._end(WalkOutcome.GIVEN_UP, occasion, by_silence=True)

    def go_with(self, ticket: UUID, occasion: Occasion) -> bool:
        """A ticket was opened from it: it ends, if it goes on, and belongs to the ticket.

        False: it is no walk of ours, or another ticket's.
        """
        if not self.exists or self.ticket not in (None, ticket):
            return False
        if self.is_open:
            self._end(WalkOutcome.GIVEN_UP, occasion)
        if self.ticket is None:
            self.attach(ticket, occasion)
        return True

    def attach(self, ticket: UUID, occasion: Occasion) -> None:
        """The way that was taken belongs to this ticket."""
        path = tuple(self.path)
        self.tell(Walk.Attached, occasion, ticket=ticket, outcome=self.outcome, path=path)

    def _end(
        self,
        outcome: WalkOutcome,
        occasion: Occasion,
        *,
        article: UUID | None = None,
        by_silence: bool = False,
    ) -> None:
        self.tell(
            Walk.Ended,
            occasion,
            language=self.language,
            outcome=outcome,
            step=self.step,
            place=self.place,
            path=tuple(self.path),
            article=article,
            ticket=self.ticket,
            draft=self.draft,
            by_silence=by_silence,
        )


def _refuse(step: Step, name: str) -> Answer:
    known = [one.name for one in step.answers]
    raise walk_errors.NoSuchAnswer(
        f"{step.name} has no answer {name[:80]}; it takes {', '.join(known)}.", answers=known
    )


EVENTS: tuple[type[PrivateEvent], ...] = (
    Walk.Started,
    Walk.Answered,
    Walk.Retraced,
    Walk.Ended,
    Walk.Attached,
)
