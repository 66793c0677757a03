"""The use cases of walks: a command, the walk with its flow, and the moment."""

from functools import partial, singledispatch
from uuid import UUID

from firstline_chassis.commands import Command
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Language
from firstline_kb.application import walk_commands as commands
from firstline_kb.application.flows_in_force import Flows
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.values import Occasion
from firstline_kb.domain.walk import ArticleOf, Walk
from firstline_kb.read_models.directory import article_named
from firstline_kb.read_models.walk_view import WalkView, walk_view


def view_in(tx: Transaction, flows: Flows, walk: Walk) -> WalkView:
    """The walk as it stands, with the step that it shows."""
    flow = flows.version(tx, walk.flow, walk.flow_version)
    return walk_view(walk, flow, partial(article_named, tx))


def start(
    command: commands.StartWalk,
    walk: Walk,
    flow: Flow,
    asked: Language | None,
    ticket: UUID | None,
    occasion: Occasion,
) -> None:
    """Begin, for the ticket that the command names, if any. Raises Refused."""
    walk.start(flow, asked, occasion, ticket=ticket, draft=command.draft)


@singledispatch
def carry_out(
    command: Command, _walk: Walk, _flow: Flow, _article_of: ArticleOf, _occasion: Occasion
) -> None:
    """Do what the command asks of a walk. Raises Refused, having changed nothing."""
    raise TypeError(f"{type(command).__name__} is no command on a walk")


@carry_out.register
def _answer(
    command: commands.AnswerStep, walk: Walk, flow: Flow, article_of: ArticleOf, occasion: Occasion
) -> None:
    walk.answer(flow, command.step, command.answer, article_of, occasion)


@carry_out.register
def _back(
    command: commands.StepBack, walk: Walk, flow: Flow, _article_of: ArticleOf, occasion: Occasion
) -> None:
    walk.back(flow, command.step, occasion)


@carry_out.register
def _give_up(
    command: commands.GiveUp, walk: Walk, flow: Flow, _article_of: ArticleOf, occasion: Occasion
) -> None:
    walk.give_up(flow, command.step, occasion)
