"""Ratings over HTTP: a link for each resolution, and whoever holds it says how content they are."""

from datetime import datetime, timedelta
from typing import Annotated, Any, NamedTuple, Protocol

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from firstline_chassis.aggregate import Provenance
from firstline_chassis.clock import Clock
from firstline_chassis.commands import Said
from firstline_chassis.exchange import Exchange, IdempotencyKey, problem_of
from firstline_chassis.idempotency import Answer
from firstline_chassis.occasions import Occasion
from firstline_chassis.problems import Problem
from firstline_chassis.refusals import Refused
from firstline_chassis.store import Store, Transaction
from firstline_events.conversation import Stars
from firstline_intake.adapters.http.naming import Named, Origin, find_one
from firstline_intake.application.roots import roots_of
from firstline_intake.domain.errors import RatingCancelled
from firstline_intake.domain.rating import RatingLink
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models import directory
from firstline_intake.read_models.ticket import view_of

Token = Annotated[str, Path(max_length=512, description="of the link")]


class Links(Protocol):
    """Signs links, and reads those that it signed."""

    def sign(self, link: RatingLink) -> str: ...

    def read(self, token: str) -> RatingLink | None: ...


class RatingRules(NamedTuple):
    """Who signs (None: there are no ratings), and how long a link lasts after the resolution."""

    links: Links | None
    lasts: timedelta = timedelta(days=30)


class RateTicket(BaseModel):
    """How content the requester is: 5 is best."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stars: Stars
    comment: Annotated[Said, Field(max_length=10_000)] | None = None


class LinkView(BaseModel):
    """A link for the current resolution; asking again gives the same one. Times in UTC."""

    cycle: int
    token: str
    path: str
    expires_at: datetime


class RatedView(BaseModel):
    """What is rated, without a word on who asked for it."""

    number: str
    subject: str | None
    cycle: int
    resolved_at: datetime
    expires_at: datetime
    stars: int | None = None
    comment: str | None = None


def add_rating_links(router: APIRouter, store: Store, rules: RatingRules) -> None:
    @router.get("/{ticket}/rating-link", summary="A link by which the requester rates")
    def make_rating_link(ticket: Named, origin: Origin = None) -> LinkView:
        links = _links(rules)
        with store.reading() as tx:
            entry = find_one(tx, ticket, origin)
            named = tx.aggregates(Ticket, [entry.ticket_id])
            root = roots_of(tx, list(named.values()))[entry.ticket_id]
        try:
            root.may_be_asked()
            root.may_be_rated(root.cycle)
        except Refused as refusal:
            raise problem_of(refusal) from None
        expires_at = (root.resolved_at + rules.lasts).replace(microsecond=0)
        token = links.sign(RatingLink(root.id, root.cycle, expires_at))
        path = f"/v1/ratings/{token}"
        return LinkView(cycle=root.cycle, token=token, path=path, expires_at=expires_at)


def rating_router(store: Store, rules: RatingRules, clock: Clock) -> APIRouter:
    router = APIRouter(prefix="/v1/ratings", tags=["ratings"])
    exchange = Exchange(store)

    @router.get("/{token}", summary="What a link rates")
    def show_rating(token: Token) -> RatedView:
        link = _read(rules, token, clock())
        with store.reading() as tx:
            try:
                return _view(tx, _rateable(tx, link), link)
            except Refused as refusal:
                raise problem_of(refusal) from None

    @router.post("/{token}", status_code=201, response_model=RatedView, summary="Rate")
    def rate_ticket(
        token: Token, command: RateTicket, request: Request, idempotency_key: IdempotencyKey = None
    ) -> Response:
        def act(tx: Transaction, cause: str) -> Answer:
            link, now = _read(rules, token, clock()), clock()
            ticket = _rateable(tx, link)
            occasion = _occasion(tx, ticket, now, cause)
            ticket.rate(link.cycle, command.stars, command.comment, occasion)
            told: dict[str, Any] = command.model_dump()
            view = _view(tx, ticket, link).model_copy(update=told)
            return Answer(201, {}, view.model_dump_json().encode())

        return exchange.carry_out(request, command, idempotency_key, act)

    return router


def _links(rules: RatingRules) -> Links:
    if rules.links is None:
        detail = "Ratings are off: the operator sets FIRSTLINE_INTAKE_LINK_SECRET to turn them on."
        raise Problem(503, "ratings-off", "There are no ratings here", detail)
    return rules.links


def _read(rules: RatingRules, token: str, now: datetime) -> RatingLink:
    """Raises Problem: 404 for what isn't signed by us, 410 for a link that has expired."""
    link = _links(rules).read(token)
    if link is None:
        detail = "Use the whole link, exactly as it was sent."
        raise Problem(404, "no-such-link", "There is no such link", detail)
    if now >= link.expires_at:
        title = "The link has expired"
        detail = f"It lasted until {link.expires_at:%Y-%m-%d %H:%M} UTC; tell an agent instead."
        raise Problem(410, "link-expired", title, detail, expired_at=link.expires_at)
    return link


def _rateable(tx: Transaction, link: RatingLink) -> Ticket:
    """Raises RatedBefore or RatingCancelled; an alias's link is cancelled, its root has one."""
    ticket = tx.aggregates(Ticket, [link.ticket])[link.ticket]
    if not ticket.exists or ticket.merged_into is not None:
        raise RatingCancelled("The ticket was merged into another one, which has its own link.")
    ticket.may_be_rated(link.cycle)
    return ticket


def _view(tx: Transaction, ticket: Ticket, link: RatingLink) -> RatedView:
    view = view_of(tx.events(ticket.id))
    assert view is not None
    return RatedView(
        number=ticket.number,
        subject=view.subject,
        cycle=link.cycle,
        resolved_at=ticket.resolved_at,
        expires_at=link.expires_at,
    )


def _occasion(tx: Transaction, ticket: Ticket, now: datetime, cause: str) -> Occasion:
    """The requester acts, whoever holds the link; the token itself is told to nobody."""
    entry = directory.entries_of(tx, [ticket.id])[ticket.id]
    who = ticket.fields.requester_id
    because = f"POST /v1/ratings#{cause.rpartition('#')[2]}"
    by = Provenance(
        actor_kind="requester",
        actor_id=str(who) if who else "unknown",
        tenant=entry.tenant,
        origin=entry.origin,
        reference=entry.reference,
        correlation_id=because,
        causation_id=because,
    )
    return Occasion(now, now, by)
