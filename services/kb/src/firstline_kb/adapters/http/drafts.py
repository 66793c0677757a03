"""`/v1/drafts`: articles for what somebody writes before there is a ticket."""

from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response

from firstline_chassis.clock import Clock
from firstline_chassis.commands import Whence
from firstline_chassis.etags import etag
from firstline_chassis.exchange import Exchange, IdempotencyKey
from firstline_chassis.idempotency import Answer
from firstline_chassis.problems import Problem
from firstline_chassis.store import Store, Transaction
from firstline_kb.application import drafting
from firstline_kb.application.suggesting import Suggests
from firstline_kb.application.suggestion_commands import SolveDraft, WriteDraft
from firstline_kb.domain.article import Article
from firstline_kb.domain.draft import Draft
from firstline_kb.domain.errors import NoSuchAnswer
from firstline_kb.read_models import walk_rows
from firstline_kb.read_models.directory import article_named
from firstline_kb.read_models.draft_named import draft_named
from firstline_kb.read_models.suggestion import DraftView, view_of_draft

HERE = Whence()


def draft_router(store: Store, suggests: Suggests, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1/drafts", tags=["drafts"])
    exchange = Exchange(store)

    @router.get("/{draft}", summary="A draft, and the articles for its latest text")
    def read_draft(draft: UUID, response: Response) -> DraftView:
        with store.reading() as tx:
            view = view_of_draft(find_draft(tx, draft))
        response.headers["ETag"] = etag(view.version)
        return view

    _add_writing(router, exchange, suggests, clock)
    _add_solving(router, exchange, clock)
    return router


def find_draft(tx: Transaction, draft: UUID) -> Draft:
    """Raises Problem: 404 for none."""
    found = draft_named(tx, draft)
    if found is None:
        detail = "POST /v1/drafts begins one; its id is in the answer."
        raise Problem(404, "no-such-draft", "There is no such draft", detail)
    return found


def _add_writing(router: APIRouter, exchange: Exchange, suggests: Suggests, clock: Clock) -> None:
    @router.post("", status_code=201, response_model=DraftView, summary="Begin a draft")
    def begin_draft(
        command: WriteDraft, request: Request, idempotency_key: IdempotencyKey = None
    ) -> Response:
        proposal = suggests.suggest(command.text, command.language, command.category)

        def act(tx: Transaction, cause: str) -> Answer:
            draft = uuid4()
            vacant = tx.aggregates(Draft, [draft])[draft]
            vacant.suggest(proposal, command.occasion(clock(), cause, HERE))
            return _answer(vacant, 201, Location=f"/v1/drafts/{draft}")

        return exchange.carry_out(request, command, idempotency_key, act)

    @router.post("/{draft}/text", response_model=DraftView, summary="Its text, anew and whole")
    def rewrite_draft(
        draft: UUID, command: WriteDraft, request: Request, idempotency_key: IdempotencyKey = None
    ) -> Response:
        proposal = suggests.suggest(command.text, command.language, command.category)

        def act(tx: Transaction, cause: str) -> Answer:
            found = find_draft(tx, draft)
            found.suggest(proposal, command.occasion(clock(), cause, HERE))
            return _answer(found)

        return exchange.carry_out(request, command, idempotency_key, act)


def _add_solving(router: APIRouter, exchange: Exchange, clock: Clock) -> None:
    @router.post(
        "/{draft}/solved", response_model=DraftView, summary="It is answered: no ticket is needed"
    )
    def solve_draft(
        draft: UUID, command: SolveDraft, request: Request, idempotency_key: IdempotencyKey = None
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            found = find_draft(tx, draft)
            article = _article(tx, command)
            drafting.solve(command, found, article, command.occasion(clock(), cause, HERE))
            return _answer(found)

        return exchange.carry_out(request, command, idempotency_key, act)


def _article(tx: Transaction, command: SolveDraft) -> Article | None:
    """The one that the command names. Raises NoSuchAnswer for a walk or an article of nowhere."""
    if command.walk is not None and not walk_rows.is_walk(tx, command.walk):
        raise NoSuchAnswer("There is no such walk; name one, or the article that answered.")
    if command.article_id is None:
        return None
    found = article_named(tx, command.article_id)
    if found is None:
        raise NoSuchAnswer(f"Nothing is named {command.article_id}; name an article.")
    return found


def _answer(draft: Draft, status: int = 200, **headers: str) -> Answer:
    view = view_of_draft(draft)
    return Answer(status, {"ETag": etag(view.version), **headers}, view.model_dump_json().encode())
