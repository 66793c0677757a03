"""The use cases of articles: a command, its article, and the moment."""

from functools import singledispatch

from firstline_chassis.commands import Command
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


@singledispatch
def carry_out(command: Command, _article: Article, _occasion: Occasion) -> None:
    """Do what the command asks of an article. Raises Refused, having changed nothing."""
    raise TypeError(f"{type(command).__name__} is no command on an article")


@carry_out.register
def _review(command: commands.ReviewArticle, article: Article, occasion: Occasion) -> None:
    article.review(command.language, command.version, command.note, occasion)


@carry_out.register
def _publish(command: commands.PublishArticle, article: Article, occasion: Occasion) -> None:
    article.publish(command.language, command.version, occasion)
