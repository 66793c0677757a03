"""What happens on a walk, in the words of the published language."""

from collections.abc import Iterable

from firstline_events import walks
from firstline_kb.domain.walk import Walk
from firstline_kb.domain.walk_state import Passed


def started(event: Walk.Started) -> walks.FlowStarted:
    return walks.FlowStarted(
        flow=event.flow,
        version=event.version,
        language=event.language,
        first_step=event.first_step,
        ticket=event.ticket,
        draft=event.draft,
    )


def answered(event: Walk.Answered) -> walks.FlowAnswered:
    return walks.FlowAnswered(
        flow=event.flow,
        version=event.version,
        step=event.passed.step,
        answer=event.passed.answer,
        place=event.place,
        next_step=event.next_step,
    )


def retraced(event: Walk.Retraced) -> walks.FlowRetraced:
    return walks.FlowRetraced(
        flow=event.flow,
        version=event.version,
        step=event.step,
        to_step=event.to_step,
        place=event.place,
    )


def ended(event: Walk.Ended) -> walks.FlowEnded:
    return walks.FlowEnded(
        flow=event.flow,
        version=event.version,
        language=event.language,
        outcome=event.outcome,
        step=event.step,
        place=event.place,
        path=_path(event.path),
        article=event.article,
        ticket=event.ticket,
        draft=event.draft,
        by_silence=event.by_silence,
    )


def attached(event: Walk.Attached) -> walks.FlowAttached:
    return walks.FlowAttached(
        ticket=event.ticket,
        flow=event.flow,
        version=event.version,
        outcome=event.outcome,
        path=_path(event.path),
    )


def _path(path: Iterable[Passed]) -> tuple[walks.AnsweredStep, ...]:
    return tuple(walks.AnsweredStep(**passed._asdict()) for passed in path)
