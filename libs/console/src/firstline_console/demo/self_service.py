"""The story before its ticket: one requester needs none, another brings the way that she tried."""

from typing import Any, NamedTuple, Protocol

from firstline_chassis.asking import Answer
from firstline_console.acting import Actor, requester
from firstline_console.boundary import UserError
from firstline_console.draft.drafts import DRAFTS, send
from firstline_console.flow.guide import Guide

BRUNO = requester("bruno@example.org")
FORGOTTEN = "I forgot my password and my account is locked"
FLOW = "scanner-reads-nothing"
TRIED = (("what-it-shows", "e5"), ("second-dock", "there-too"))
"""What ada answers; at the next step she leaves, and opens a ticket."""


class Help(Protocol):
    """Articles and guided flows as requesters use them."""

    def draft(self, who: Actor, text: str) -> Answer: ...

    def solved(self, who: Actor, draft: str, article: str) -> Answer: ...

    def begin(self, who: Actor, flow: str, draft: str) -> Answer: ...

    def answer(self, who: Actor, walk: str, step: str, answer: str) -> Answer: ...


class KbHelp(NamedTuple):
    """The Help that kb gives over HTTP. Raises CannotTell."""

    guide: Guide = Guide()

    def draft(self, who: Actor, text: str) -> Answer:
        return send(DRAFTS, who, text=text, language="en")

    def solved(self, who: Actor, draft: str, article: str) -> Answer:
        return send(f"{DRAFTS}/{draft}/solved", who, article_id=article)

    def begin(self, who: Actor, flow: str, draft: str) -> Answer:
        return self.guide.begin(who, flow, language="en", draft=draft)

    def answer(self, who: Actor, walk: str, step: str, answer: str) -> Answer:
        return self.guide.act(who, walk, "answer", step=step, answer=answer)


class Answered(NamedTuple):
    """A draft that needed no ticket, and the article that answered it."""

    draft: str
    article: str
    title: str


def answered_without_a_ticket(helps: Help) -> Answered:
    """Bruno writes what he needs, reads the article that is suggested, and is done."""
    draft = helps.draft(BRUNO, FORGOTTEN)
    best = _best(draft, FORGOTTEN)
    helps.solved(BRUNO, draft["id"], best["article_id"])
    return Answered(str(draft["id"]), str(best["number"]), str(best["title"]))


def tried_before_asking(helps: Help, who: Actor, subject: str) -> dict[str, str]:
    """Ada walks a guided flow, and leaves it; what her ticket then says of where it comes from."""
    draft = helps.draft(who, subject)
    walk = helps.begin(who, FLOW, draft["id"])
    for step, answer in TRIED:
        walk = helps.answer(who, walk["id"], step, answer)
    return {"draft": str(draft["id"]), "walk": str(walk["id"])}


def _best(draft: Answer, text: str) -> dict[str, Any]:
    if not draft["articles"]:
        raise UserError(
            f"the knowledge base is sure of no article for “{text}”.",
            "were articles retired or rewritten? `firstline article list --public` shows them.",
        )
    found: dict[str, Any] = draft["articles"][0]
    return found
