"""Triage's events about a ticket, as they stand in the topic."""

from uuid import UUID

from fastapi import APIRouter, Response

from firstline_chassis.http import Limit
from firstline_chassis.published import After, PublishedEvents, Translate, answer_published
from firstline_chassis.store import Store
from firstline_triage.adapters.http.assessments import NO_ANSWER, unknown


def published_router(store: Store, translate: Translate) -> APIRouter:
    router = APIRouter(prefix="/v1/assessments", tags=["assessments"])

    @router.get(
        "/{ticket}/events",
        response_model=PublishedEvents,
        responses=NO_ANSWER,
        summary="Triage's events about a ticket",
    )
    def list_events(ticket: UUID, limit: Limit = 50, after: After = 0) -> Response:
        with store.reading() as tx:
            events = tx.events(ticket)
        if not events:
            raise unknown(ticket)
        return answer_published(events, translate, after, limit)

    return router
