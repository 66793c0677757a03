"""A walk as it stands: read from its events, so it is never late."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from firstline_events.vocabulary import Language
from firstline_events.walks import AnsweredStep, WalkOutcome
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.walk import Walk
from firstline_kb.read_models.step_view import ArticleNamed, StepView, step_view


class WalkView(BaseModel):
    """One passage through one version of a flow; times in UTC. `version` is what the ETag says."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: UUID
    version: int
    flow: str
    flow_version: int
    """The one that the walk keeps to, whatever is published meanwhile."""
    title: str
    """Of the flow."""
    language: Language
    ticket: UUID | None
    draft: UUID | None
    started_at: datetime
    place: int
    """How many steps were shown up to the one in `shown`, itself counted."""
    shown: StepView
    """What is to be answered; of a walk that is over, what was shown last."""
    path: list[AnsweredStep]
    """The answers that stand, the first one first."""
    outcome: WalkOutcome | None
    """`solved`, `not_solved`, `given_up`; null: it goes on."""
    by_silence: bool
    """Given up because nobody had answered for half an hour."""
    ended_at: datetime | None
    silent_at: datetime | None
    """When it is given up, if nobody says another word; null: it is over."""


def walk_view(walk: Walk, flow: Flow, article_named: ArticleNamed) -> WalkView:
    """`flow` is the version that the walk keeps to."""
    return WalkView(
        id=walk.id,
        version=walk.version,
        flow=walk.flow,
        flow_version=walk.flow_version,
        title=flow.title[walk.language],
        language=walk.language,
        ticket=walk.ticket,
        draft=walk.draft,
        started_at=walk.started_at,
        place=walk.place,
        shown=step_view(flow, walk.step, walk.language, article_named),
        path=[AnsweredStep(**one._asdict()) for one in walk.path],
        outcome=walk.outcome,
        by_silence=walk.by_silence,
        ended_at=None if walk.is_open else walk.ended_at,
        silent_at=walk.silent_at if walk.is_open else None,
    )
