"""What may happen to a ticket, as acts for given / when / then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from firstline_chassis.aggregate import Provenance
from firstline_events.vocabulary import ActorKind, Direction, Outcome, Relation, Status, Timeline
from firstline_intake.domain import merging
from firstline_intake.domain.attaching import File, Placing
from firstline_intake.domain.contacting import Contact
from firstline_intake.domain.merging import Rooted
from firstline_intake.domain.requesting import CaseKnown
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import (
    Assignment,
    Author,
    Classification,
    Occasion,
    Opening,
    Snapshot,
    SourceFields,
    Standing,
)
from tests.support.scenarios import TICKET, Scenario

OPENED = datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
OTHER = UUID("2ef4cc7a-bd07-5ff0-a788-7c9c882d83f9")
ON_FIRST = CaseKnown("first")
BY = Provenance(actor_kind="agent", actor_id="ada")
ADA, REQUESTER = Author(ActorKind.AGENT, "ada"), Author(ActorKind.REQUESTER, "bob")
PHOTO = File("image/png", 4_711, "ab" * 32)
IS_NEW = Standing(Status.NEW, "New")
BLANK = Snapshot(IS_NEW, Classification(), Assignment(), SourceFields(), None)
Act = Callable[[Ticket], None]


def occasion(minutes: float = 0) -> Occasion:
    return Occasion(OPENED + timedelta(minutes=minutes), NOW, BY)


def fresh() -> Scenario[Ticket]:
    return Scenario(Ticket)


def opens(timeline: Timeline = Timeline.LIVE, source_status: str | None = None) -> Act:
    opening = Opening("FL-000001", timeline, OPENED, True, source_status)
    return lambda it: it.open(opening, occasion())


def live(*acts: Act) -> Scenario[Ticket]:
    """A ticket on the live timeline, after these acts."""
    return fresh().given(opens(), *acts)


def imported(*acts: Act) -> Scenario[Ticket]:
    """A ticket that follows its source's records, after these acts."""
    return fresh().given(opens(Timeline.SOURCE, "New"), *acts)


def resolves(minutes: float = 10) -> Act:
    return lambda it: it.resolve(Outcome.SOLVED, "done", occasion(minutes))


def closes(minutes: float = 20) -> Act:
    return lambda it: it.close(occasion(minutes))


def reopens(minutes: float = 30) -> Act:
    return lambda it: it.reopen("not solved", occasion(minutes))


def moves_to(status: Status, minutes: float = 5) -> Act:
    return lambda it: it.change_status(status, occasion(minutes))


def goes_live(minutes: float = 5) -> Act:
    return lambda it: it.go_live(occasion(minutes))


def says(author: Author = REQUESTER, body: str = "hello", *, visible: bool = True) -> Act:
    return lambda it: it.add_message("m-1", author, body, occasion(15), visible=visible)


def attaches(
    *, visible: bool = True, message: str | None = None, author: Author = REQUESTER
) -> Act:
    where, name = Placing(visible, message), "screen.png"
    return lambda it: it.attach(TICKET, name, PHOTO, author, where, occasion(16))


def logs_a_call(minutes: float = 12) -> Act:
    call = Contact("phone", Direction.OUTBOUND, 180, "We restart it together.")
    return lambda it: it.log_contact("c-1", "ada", call, occasion(minutes))


def rates(cycle: int = 1, stars: int = 4) -> Act:
    return lambda it: it.rate(cycle, stars, "thanks", occasion(60))


def reports(status: Status, word: str, minutes: float = 5) -> Act:
    return lambda it: it.report_status(Standing(status, word), occasion(minutes))


def observes(minutes: float = 60) -> Act:
    return lambda it: it.observe(occasion(minutes))


def snapshot(standing: Standing = IS_NEW, **parts: Any) -> Snapshot:
    """A record that says this and nothing else."""
    return BLANK._replace(standing=standing, **parts)


def records(taken: Snapshot, minutes: float = 5, *, first: bool = False) -> Act:
    return lambda it: it.record(taken, occasion(minutes), first=first)


def links(relation: Relation = Relation.RELATES_TO, *messages: str) -> Act:
    return lambda it: it.link(OTHER, relation, occasion(90), messages)


def unlinks(relation: Relation = Relation.RELATES_TO) -> Act:
    return lambda it: it.unlink(OTHER, relation, occasion(95))


def asks_for_more(known: CaseKnown = ON_FIRST) -> Act:
    return lambda it: it.request_escalation("it is urgent", known, occasion(96))


def merges(number: int = 2) -> Act:
    """Into another open ticket, whose own part of it is told there."""
    into = Ticket.vacant(OTHER)
    into.open(Opening(f"FL-{number:06d}", Timeline.LIVE, OPENED, False), occasion())
    return lambda it: merging.merge(Rooted(it, it), Rooted(into, into), occasion(97), occasion(97))


def unmerges() -> Act:
    return lambda it: merging.unmerge(it, Ticket.vacant(OTHER), occasion(98), occasion(98))


def absorbs_and_parts(it: Ticket) -> None:
    """Another ticket is merged into this one, and is unmerged again."""
    alias = Ticket.vacant(OTHER)
    alias.open(Opening("FL-000003", Timeline.LIVE, OPENED, False), occasion())
    merging.merge(Rooted(alias, alias), Rooted(it, it), occasion(99), occasion(99))
    merging.unmerge(alias, it, occasion(99), occasion(99))
