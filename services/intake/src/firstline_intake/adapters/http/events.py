"""`POST /v1/events`: events over HTTP, taken as those of the topic are, and answered at once."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel

from firstline_chassis.clock import Clock
from firstline_chassis.exchange import surely
from firstline_chassis.problems import Problem
from firstline_chassis.records import Record
from firstline_chassis.store import Store, Transaction
from firstline_events.intake import ReceiptIssued
from firstline_events.vocabulary import ReceiptOutcome
from firstline_intake.adapters.http.cloudevents import (
    BATCH,
    MAX_BATCH,
    STRUCTURED,
    Carried,
    read_sending,
)
from firstline_intake.application.ports import Receiver

TOPIC = "http"
"""Stands for the topic in receipts; the offset is the event's number."""
_PLACES = "SELECT nextval('http_events') FROM generate_series(1, %s)"
_EVENT: dict[str, Any] = {"type": "object", "required": ["specversion", "id", "source", "type"]}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "One CloudEvent, or a batch; or in binary mode its data, with `ce-` headers",
        "content": {
            STRUCTURED: {"schema": _EVENT},
            BATCH: {"schema": {"type": "array", "items": _EVENT, "maxItems": MAX_BATCH}},
            "application/json": {"schema": {"type": "object"}},
        },
    }
}


class Answered(BaseModel):
    """One receipt for each event, in the order in which they were sent."""

    receipts: list[ReceiptIssued]


async def _content(request: Request) -> bytes:
    return await request.body()


def event_router(store: Store, receiver: Receiver, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1/events", tags=["events"])

    @router.post("", summary="Publish CloudEvents", openapi_extra=_BODY)
    def publish(request: Request, body: Annotated[bytes, Depends(_content)]) -> Answered:
        sending = read_sending(request.headers.raw, body)

        def attempt(*, locked: bool) -> Sequence[ReceiptIssued]:
            with store.transaction(locked=locked) as tx:
                return _take(tx, receiver, sending.events, clock)

        receipts = surely(attempt)
        if sending.alone and receipts[0].outcome is ReceiptOutcome.REFUSED:
            raise _refused(receipts[0])
        return Answered(receipts=list(receipts))

    return router


def _take(
    tx: Transaction, receiver: Receiver, events: Sequence[Carried], clock: Clock
) -> Sequence[ReceiptIssued]:
    """All of them in one transaction; the receipts of others that waited go out by the topic."""
    if not events:
        return []
    now = int(clock().timestamp() * 1_000)
    places = [place for (place,) in tx.fetch(_PLACES, [len(events)])]
    records = [
        Record(TOPIC, 0, place, None, one.value, one.headers, now)
        for place, one in zip(places, events, strict=True)
    ]
    issued = {one.offset: one for one in receiver.answer(tx, records) if one.topic == TOPIC}
    return [issued[place] for place in places]


def _refused(receipt: ReceiptIssued) -> Problem:
    told = receipt.model_dump(mode="json")
    title = "The event is refused"
    return Problem(422, "event-refused", title, receipt.reason or title, receipts=[told])
