"""Writing to the desk by plain forms: what may answer is shown before a ticket is opened."""

from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import NEVER, redirect
from firstline_kb.adapters.pages.drafters import Drafters
from firstline_kb.adapters.pages.forms import Said, foreign, is_ours
from firstline_kb.adapters.pages.head import Head
from firstline_kb.adapters.pages.reading import READ
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.texts.known import TEXTS
from firstline_kb.application.suggesting import LONGEST_TEXT
from firstline_kb.read_models.suggestion import DraftView


def add_asking(router: APIRouter, drafters: Drafters, site: Site) -> None:
    _add_form(router, drafters, site)
    _add_drafts(router, drafters, site)


def _add_form(router: APIRouter, drafters: Drafters, site: Site) -> None:
    @router.api_route("/help/{language}/ask", methods=READ)
    def ask(language: Language, request: Request) -> Response:
        return _form(site, request, language)

    @router.post("/help/{language}/ask")
    def write(language: Language, request: Request, said: Said) -> Response:
        if not is_ours(request, site):
            return foreign(site, request, language)
        text = said.get("text", "").replace("\r\n", "\n").replace("\0", " ")
        if not text.strip() or len(text) > LONGEST_TEXT:
            return _form(site, request, language, said.get("token"), text)
        draft = drafters.write(said.get("token", ""), text, language)
        return redirect(addresses.draft(language, draft), 303, NEVER)


def _add_drafts(router: APIRouter, drafters: Drafters, site: Site) -> None:
    @router.api_route("/help/{language}/drafts/{draft}", methods=READ)
    def show(language: Language, draft: UUID, request: Request) -> Response:
        found = drafters.look(draft)
        if found is None:
            return site.missing(request, language)
        return _draft(site, request, language, found)

    @router.post("/help/{language}/drafts/{draft}")
    def solve(language: Language, draft: UUID, request: Request, said: Said) -> Response:
        if not is_ours(request, site):
            return foreign(site, request, language)
        if not drafters.solve(draft, said.get("article", "").replace("\0", " ")):
            return site.missing(request, language)
        return redirect(addresses.draft(language, draft), 303, NEVER)


def _form(
    site: Site, request: Request, language: Language, token: str | None = None, text: str = ""
) -> Response:
    """The form; with the text that can't be taken, and why. Each has a token of its own."""
    texts, wrong = TEXTS[language], None
    if token is not None:
        wrong = texts.ask_too_long if text.strip() else texts.ask_blank
    shown: dict[str, Any] = {"token": token or uuid4(), "text": text, "wrong": wrong}
    path = addresses.ask(language)
    head = Head(title=texts.ask, description=texts.ask_text, path=path, indexed=False)
    status = 422 if wrong else 200
    limit = LONGEST_TEXT
    return site.page(request, language, "ask.html", head, status, NEVER, limit=limit, **shown)


def _draft(site: Site, request: Request, language: Language, draft: DraftView) -> Response:
    texts = TEXTS[language]
    title = {"deflected": texts.answered, "ticket": texts.has_ticket}.get(draft.state)
    head = Head(
        title=title or (texts.may_answer if draft.articles else texts.none_sure),
        description=texts.ask_text,
        path=addresses.draft(language, draft.id),
        indexed=False,
    )
    ticket = addresses.contact(site.contact_url, "draft", draft.id)
    crumbs = [(texts.ask, addresses.ask(language))]
    shown: dict[str, Any] = {"draft": draft, "ticket_url": ticket, "crumbs": crumbs}
    return site.page(request, language, "draft.html", head, cache=NEVER, **shown)
