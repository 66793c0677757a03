"""Commands on an article: one path and one command model each."""

from typing import Any

from fastapi import APIRouter, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command, Whence
from firstline_chassis.etags import check_version
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_kb.adapters.http.answering import answer_with
from firstline_kb.adapters.http.naming import Named, find_article
from firstline_kb.application import commands, desk
from firstline_kb.read_models.article import ArticleView

Way = tuple[str, type[Command], str]
"""Its path, its command, and what it does."""
_WAYS: tuple[Way, ...] = (
    ("review", commands.ReviewArticle, "The latest draft is right, says somebody else"),
    ("publish", commands.PublishArticle, "Let the public read what was reviewed"),
)


def add_ways(router: APIRouter, exchange: Exchange, clock: Clock) -> None:
    for way in _WAYS:
        _add_way(router, exchange, clock, way)


def _add_way(router: APIRouter, exchange: Exchange, clock: Clock, way: Way) -> None:
    path, kind, summary = way

    def change(
        article: Named,
        command: Any,
        request: Request,
        idempotency_key: IdempotencyKey = None,
        if_match: IfMatch = None,
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            found = find_article(tx, article)
            check_version(if_match, found.version)
            whence = Whence(tenant=found.tenant)
            desk.carry_out(command, found, command.occasion(clock(), cause, whence))
            return answer_with(found, getattr(command, "language", None))

        return exchange.carry_out(request, command, idempotency_key, act)

    change.__annotations__["command"] = kind
    name = f"{path.replace('-', '_')}_article"
    router.post(f"/{{article}}/{path}", response_model=ArticleView, summary=summary, name=name)(
        change
    )
