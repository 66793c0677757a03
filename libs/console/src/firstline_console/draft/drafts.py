"""Drafts of tickets as somebody uses them over HTTP: each command is carried out once."""

from typing import Any
from uuid import uuid4

from firstline_chassis.asking import Answer, Refused
from firstline_console.acting import Actor
from firstline_console.article import refusals
from firstline_console.service_http import given, service

DRAFTS = "/v1/drafts"


def draft(name: object) -> Answer:
    """The draft as it stands. Raises CannotTell."""
    try:
        return service("kb").get(f"{DRAFTS}/{name}")
    except Refused as refusal:
        raise refusals.of_draft(refusal) from None


def send(path: str, who: Actor | None, key: str | None = None, **said: Any) -> Answer:
    """A command, by somebody or nobody known. The answer is the draft. Raises CannotTell."""
    body = given(actor=who and given(**who._asdict()), **said)
    try:
        return service("kb").post(path, body, key or str(uuid4()))
    except Refused as refusal:
        raise refusals.of_draft(refusal) from None
