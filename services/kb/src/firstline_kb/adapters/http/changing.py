"""Commands on an article: one path and one command model each."""

from typing import Any

from fastapi import APIRouter, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command, Whence
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch
from firstline_chassis.idempotency import Answer
from firstline_chassis.store import Transaction
from firstline_kb.adapters.http.answering import answer_with
from firstline_kb.adapters.http.naming import Named, find_article
from firstline_kb.adapters.http.preconditions import check_seen
from firstline_kb.application import commands, desk
from firstline_kb.domain.article import Article
from firstline_kb.domain.errors import NoSuchReplacement
from firstline_kb.domain.values import Occasion
from firstline_kb.read_models.article import ArticleView
from firstline_kb.read_models.directory import article_named

Way = tuple[str, type[Command], str]
"""Its path, its command, and what it does."""
_WAYS: tuple[Way, ...] = (
    ("edit", commands.EditArticle, "The next version of its text in one language"),
    ("review", commands.ReviewArticle, "The latest draft is right, says somebody else"),
    ("send-back", commands.SendBackArticle, "It is not right, says somebody else, and why"),
    ("publish", commands.PublishArticle, "Let the public read what was reviewed"),
    ("retire", commands.RetireArticle, "Not to be read any more; what replaces it"),
    ("classify", commands.ClassifyArticle, "Category and tags, anew"),
    ("assign", commands.AssignArticle, "Somebody else answers for it"),
    ("schedule-review", commands.ScheduleReview, "By when somebody looks whether it still holds"),
    ("link", commands.LinkTicket, "It is about what this ticket asks"),
    ("unlink", commands.UnlinkTicket, "It is not about that ticket"),
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
            found, language = find_article(tx, article), getattr(command, "language", None)
            check_seen(tx, found, if_match, language)
            occasion = command.occasion(clock(), cause, Whence(tenant=found.tenant))
            _carry_out(tx, command, found, occasion)
            return answer_with(found, language)

        return exchange.carry_out(request, command, idempotency_key, act)

    change.__annotations__["command"] = kind
    name = f"{path.replace('-', '_')}_article"
    router.post(f"/{{article}}/{path}", response_model=ArticleView, summary=summary, name=name)(
        change
    )


def _carry_out(tx: Transaction, command: Command, article: Article, occasion: Occasion) -> None:
    if isinstance(command, commands.RetireArticle):
        desk.retire(command, article, _replacement(tx, command.replaced_by), occasion)
    else:
        desk.carry_out(command, article, occasion)


def _replacement(tx: Transaction, name: str | None) -> Article | None:
    """The article to read in its place, guarded at commit. Raises NoSuchReplacement."""
    if name is None:
        return None
    found = article_named(tx, name)
    if found is None:
        raise NoSuchReplacement(f"Nothing is named {name}; name an article that is public.")
    return found
