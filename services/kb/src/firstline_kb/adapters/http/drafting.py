"""Begin an article over HTTP."""

from uuid import uuid4

from fastapi import APIRouter, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Whence
from firstline_chassis.exchange import Exchange, IdempotencyKey
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_kb.adapters.http.answering import answer_with
from firstline_kb.application import commands, desk, slugs
from firstline_kb.application.ports import NextNumber
from firstline_kb.domain.article import Article
from firstline_kb.domain.errors import SlugTaken
from firstline_kb.domain.values import Occasion
from firstline_kb.read_models import directory
from firstline_kb.read_models.article import ArticleView

HERE = Whence()


def add_drafting(
    router: APIRouter, exchange: Exchange, next_number: NextNumber, clock: Clock
) -> None:
    @router.post("", status_code=201, response_model=ArticleView, summary="Begin an article")
    def draft_article(
        command: commands.DraftArticle, request: Request, idempotency_key: IdempotencyKey = None
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            occasion = command.occasion(clock(), cause, HERE)
            return _draft(tx, command, next_number(tx), occasion)

        return exchange.carry_out(request, command, idempotency_key, act)


def _draft(
    tx: Transaction, command: commands.DraftArticle, number: str, occasion: Occasion
) -> Answer:
    article_id = uuid4()
    article = tx.aggregates(Article, [article_id])[article_id]
    desk.begin(command, article, number, _slug(tx, command, number), occasion)
    directory.add(tx, directory.Entry(article.id, article.number, HERE.tenant, article.slug))
    return answer_with(article, status=201, Location=f"/v1/articles/{article.id}")


def _slug(tx: Transaction, command: commands.DraftArticle, number: str) -> str:
    """The short name that was asked for, or one that is free. Raises SlugTaken."""
    wanted = command.slug or slugs.slug_of(command.title)
    if wanted is None:
        return slugs.numbered(None, number)
    if not directory.is_taken(tx, wanted):
        return wanted
    if command.slug is None:
        return slugs.numbered(wanted, number)
    raise SlugTaken(f"Another article is called {wanted}; edit that one, or take another name.")
