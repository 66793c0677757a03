"""The use cases of articles: a command, its article, and the moment."""

from functools import singledispatch

from firstline_chassis.commands import Command
from firstline_chassis.limits import not_too_large
from firstline_kb.application import commands
from firstline_kb.domain.article import Article
from firstline_kb.domain.values import Drafting, Occasion, Text


def begin(
    command: commands.DraftArticle, article: Article, number: str, slug: str, occasion: Occasion
) -> None:
    """An article under this number and short name. Raises Refused, having changed nothing."""
    text = Text(command.title, command.summary, command.body)
    drafting = Drafting(
        number=number,
        slug=slug,
        owner=command.owner or command.actor.id,
        category=command.category,
        tags=tuple(dict.fromkeys(command.tags)),
        review_on=command.review_on,
    )
    article.draft(command.language, text, drafting, occasion)


def retire(
    command: commands.RetireArticle,
    article: Article,
    replacement: Article | None,
    occasion: Occasion,
) -> None:
    """Raises Refused, having changed nothing."""
    not_too_large(command.reason or "")
    article.retire(command.language, replacement, command.reason, occasion)


@singledispatch
def carry_out(command: Command, _article: Article, _occasion: Occasion) -> None:
    """Do what the command asks of an article alone. Raises Refused, having changed nothing."""
    raise TypeError(f"{type(command).__name__} is no command on an article")


@carry_out.register
def _edit(command: commands.EditArticle, article: Article, occasion: Occasion) -> None:
    text = Text(command.title, command.summary, command.body)
    not_too_large("".join(text) + (command.note or ""))
    article.edit(command.language, text, command.note, occasion)


@carry_out.register
def _review(command: commands.ReviewArticle, article: Article, occasion: Occasion) -> None:
    not_too_large(command.note or "")
    article.review(command.language, command.version, command.note, occasion)


@carry_out.register
def _send_back(command: commands.SendBackArticle, article: Article, occasion: Occasion) -> None:
    not_too_large(command.note)
    article.send_back(command.language, command.version, command.note, occasion)


@carry_out.register
def _publish(command: commands.PublishArticle, article: Article, occasion: Occasion) -> None:
    article.publish(command.language, command.version, occasion)


@carry_out.register
def _classify(command: commands.ClassifyArticle, article: Article, occasion: Occasion) -> None:
    article.classify(command.category, tuple(dict.fromkeys(command.tags)), occasion)


@carry_out.register
def _assign(command: commands.AssignArticle, article: Article, occasion: Occasion) -> None:
    article.give_to(command.owner, occasion)


@carry_out.register
def _schedule(command: commands.ScheduleReview, article: Article, occasion: Occasion) -> None:
    article.schedule_review(command.review_on, occasion)


@carry_out.register
def _link(command: commands.LinkTicket, article: Article, occasion: Occasion) -> None:
    article.link(command.ticket, occasion)


@carry_out.register
def _unlink(command: commands.UnlinkTicket, article: Article, occasion: Occasion) -> None:
    article.unlink(command.ticket, occasion)
