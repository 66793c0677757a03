"""`/v1/tickets/{ticket}/suggestions`: what may answer a ticket, and whether it does."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Command, Whence
from firstline_chassis.etags import check_version, etag
from firstline_chassis.exchange import Exchange, IdempotencyKey, IfMatch
from firstline_chassis.http import Limit
from firstline_chassis.idempotency import Answer
from firstline_chassis.problems import Problem
from firstline_chassis.published import After, PublishedEvents, Translate, answer_published
from firstline_chassis.store import Store, Transaction
from firstline_events.message import Identifier
from firstline_kb.adapters.http.naming import Named, find_article
from firstline_kb.application import answering
from firstline_kb.application.suggestion_commands import AcceptArticle, RejectArticle
from firstline_kb.domain.article import Article
from firstline_kb.domain.suggestion import Suggestion
from firstline_kb.domain.values import Occasion
from firstline_kb.read_models import tickets
from firstline_kb.read_models.suggestion import TicketSuggestions, view_of_ticket
from firstline_kb.read_models.tickets import LiveTicket

Ticket = Annotated[Identifier, Path(description="the ticket's id or number")]
_WAYS: tuple[tuple[str, type[Command], str], ...] = (
    ("accept", AcceptArticle, "The article answers the ticket, suggested or found otherwise"),
    ("reject", RejectArticle, "The article does not answer it"),
)


def suggestion_router(store: Store, translate: Translate, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1/tickets/{ticket}", tags=["suggestions"])

    @router.get("/suggestions", summary="The articles that may answer a ticket")
    def read_suggestions(ticket: Ticket, response: Response) -> TicketSuggestions:
        with store.reading() as tx:
            view = view_of_ticket(tx, find_ticket(tx, ticket))
        response.headers["ETag"] = etag(view.version)
        return view

    @router.get(
        "/events",
        response_model=PublishedEvents,
        summary="The events of a ticket's suggestions, as they stand in the topic",
    )
    def list_suggestion_events(ticket: Ticket, limit: Limit = 50, after: After = 0) -> Response:
        with store.reading() as tx:
            events = tx.events(find_ticket(tx, ticket).id)
        return answer_published(events, translate, after, limit)

    for way in _WAYS:
        _add_way(router, Exchange(store), clock, *way)
    return router


def find_ticket(tx: Transaction, name: str) -> LiveTicket:
    """Raises Problem: 404 for none."""
    found = tickets.find(tx, name)
    if found is None:
        detail = (
            f"No ticket on the live timeline is named {name}, or kb has not heard of it yet;"
            " give its id or its number such as FL-000123."
        )
        raise Problem(404, "no-such-ticket", "There is no such ticket", detail)
    return found


def _add_way(
    router: APIRouter, exchange: Exchange, clock: Clock, path: str, kind: type[Command], what: str
) -> None:
    def say(
        ticket: Ticket,
        article: Named,
        command: Any,
        request: Request,
        idempotency_key: IdempotencyKey = None,
        if_match: IfMatch = None,
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            found, which = find_ticket(tx, ticket), find_article(tx, article)
            suggestion = answering.suggestion_of(tx, found)
            check_version(if_match, suggestion.version)
            occasion = command.occasion(clock(), cause, Whence(tenant=found.tenant))
            _carry_out(command, suggestion, which, occasion)
            view = view_of_ticket(tx, found)
            return Answer(200, {"ETag": etag(view.version)}, view.model_dump_json().encode())

        return exchange.carry_out(request, command, idempotency_key, act)

    say.__annotations__["command"] = kind
    where = f"/suggestions/{{article}}/{path}"
    router.post(where, response_model=TicketSuggestions, summary=what, name=f"{path}_article")(say)


def _carry_out(
    command: Command, suggestion: Suggestion, article: Article, occasion: Occasion
) -> None:
    if isinstance(command, RejectArticle):
        answering.reject(suggestion, article, command, occasion)
    else:
        answering.accept(suggestion, article, occasion)
