"""One aggregate's public events over HTTP: the very events that stand in the topics."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import orjson
from fastapi import Query, Response
from pydantic import BaseModel

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.kafka import Outgoing

Translate = Callable[[PrivateEvent], Sequence[Outgoing]]
After = Annotated[int, Query(ge=0, lt=2**63, description="`next` of the page before")]


class PublishedEvents(BaseModel):
    """CloudEvents in the order of their `sequence`; `next` goes into `after` for the next page."""

    items: list[dict[str, Any]]
    next: int | None


def answer_published(
    events: Sequence[PrivateEvent], translate: Translate, after: int, limit: int
) -> Response:
    """The public ones of at most `limit` of these events, after that version."""
    wanted = events[after : after + limit]
    items = [orjson.Fragment(one.value) for event in wanted for one in translate(event)]
    more = len(events) > after + limit
    told = {"items": items, "next": wanted[-1].originator_version if more else None}
    return Response(orjson.dumps(told), media_type="application/json")
