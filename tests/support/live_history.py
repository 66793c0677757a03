"""A seeded history of a lively desk: some thousands of tickets as their public events."""

import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from firstline_chassis.records import Record
from firstline_events import escalation, relations
from firstline_events.envelope import public_event, write_envelope
from firstline_events.vocabulary import (
    ActorKind,
    Direction,
    Level,
    Outcome,
    Priority,
    Referral,
)
from tests.support.live_tickets import (
    AGENTS,
    ESCALATION,
    INTAKE,
    LINES,
    PLACES,
    LiveTicket,
    Said,
)

BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
CATEGORIES = ("hardware", "mail", "network", "vpn")
OUTCOMES = (*[Outcome.SOLVED] * 6, Outcome.REPLACED, Outcome.GOODWILL, Outcome.DECLINED)


def live_history(count: int, seed: int = 1) -> list[Said]:
    """The events of `count` tickets, merged by time and in order within each ticket."""
    chance = Random(seed)
    requesters = [UUID(int=chance.getrandbits(128)) for _ in range(max(1, count // 12))]
    tickets: list[LiveTicket] = []
    opened_at = BEGIN
    for number in range(count):
        opened_at += timedelta(seconds=round(chance.expovariate(1 / 1_800)))
        ticket = LiveTicket(UUID(int=chance.getrandbits(128)), opened_at, chance)
        _begin(ticket, number, chance.choice(requesters))
        _live(ticket, tickets)
        tickets.append(ticket)
    told = [said for ticket in tickets for said in ticket.said]
    return sorted(told, key=lambda said: said.at)


def _begin(ticket: LiveTicket, number: int, requester: UUID) -> None:
    chance = ticket.chance
    channel = chance.choice(["web", "mail", "phone"])
    ticket.opens(f"FL-{number:06}", requester, channel)
    level = chance.choice(list(Level))
    ticket.is_classified(chance.choice(CATEGORIES), level, chance.choice(list(Priority)))
    line = "first" if chance.random() < 0.95 else "second"
    ticket.is_routed(line, chance.choice(PLACES[line]))
    if chance.random() < 0.5:
        ticket.writes(ActorKind.SYSTEM, "acknowledger")
    if channel == "phone":
        ticket.later(5)
        ticket.calls(chance.choice(AGENTS[line]), Direction.INBOUND)


def _live(ticket: LiveTicket, others: Sequence[LiveTicket]) -> None:
    """Worked on for a while; then resolved, merged away, or still waiting."""
    chance = ticket.chance
    for _ in range(chance.choice([0, 1, 1, 2, 2, 3, 4, 6, 9])):
        ticket.later(90)
        chance.choice(_ACTS)(ticket)
    ticket.later(300)
    fate = chance.random()
    if fate < 0.06 and others:
        _merge(ticket, chance.choice(others[-20:]))
    elif fate < 0.12:
        _refer(ticket)
    elif fate < 0.85:
        _solve(ticket)


def _solve(ticket: LiveTicket) -> None:
    """Resolved, perhaps several times; rated now and then; closed in the end."""
    chance = ticket.chance
    agent = ticket.assignee or chance.choice(AGENTS[ticket.line])
    ticket.rests(chance.choice(OUTCOMES) if chance.random() < 0.97 else None, agent)
    _afterwards(ticket)
    if chance.random() < 0.15:
        ticket.later(3_000)
        ticket.comes_back()
        chance.choice(_ACTS)(ticket)
        if chance.random() < 0.8:
            ticket.later(300)
            _solve(ticket)
    elif chance.random() < 0.6:
        ticket.later(6_000)
        ticket.rests(None, None)


def _afterwards(ticket: LiveTicket) -> None:
    chance = ticket.chance
    if chance.random() < 0.3:
        ticket.later(600)
        ticket.is_rated(chance.choice([1, 2, 3, 4, 4, 5, 5, 5]))
    if chance.random() < 0.1:
        ticket.later(3_000)
        ticket.calls(chance.choice(AGENTS["first"]), chance.choice(list(Direction)))
    if chance.random() < 0.1:
        ticket.writes(ActorKind.REQUESTER, "rae")


def _merge(ticket: LiveTicket, into: LiveTicket) -> None:
    """Merged into another ticket, which says so too; a few stand by themselves again."""
    ticket.at = into.at = max(ticket.at, into.at)
    ticket.tell(INTAKE, relations.TicketMerged(into=into.id), "ann")
    into.tell(INTAKE, relations.TicketAbsorbed(absorbed=ticket.id), "ann")
    ticket.ends("merged")
    if ticket.chance.random() < 0.3:
        ticket.later(60)
        into.at = max(ticket.at, into.at)
        ticket.tell(INTAKE, relations.TicketUnmerged(parted_from=into.id), "ann")
        into.tell(INTAKE, relations.TicketParted(parted=ticket.id), "ann")


def _refer(ticket: LiveTicket) -> None:
    to = ticket.chance.choice(list(Referral))
    agent = ticket.chance.choice(AGENTS[ticket.line])
    ticket.case(escalation.CaseReferred, agent, to=to, where="…")
    ticket.rests(Outcome.VENDOR if to is Referral.VENDOR else Outcome.REFERRED, None)
    ticket.writes(ActorKind.SYSTEM, "intake")


def _answer(ticket: LiveTicket) -> None:
    agent = ticket.assignee or ticket.chance.choice(AGENTS[ticket.line])
    if ticket.chance.random() < 0.3:
        ticket.calls(agent, Direction.OUTBOUND)
    else:
        ticket.writes(ActorKind.AGENT, agent, visible=ticket.chance.random() < 0.7)


def _ask(ticket: LiveTicket) -> None:
    ticket.writes(ActorKind.REQUESTER, "rae")


def _take(ticket: LiveTicket) -> None:
    if ticket.assignee is not None and ticket.chance.random() < 0.3:
        ticket.is_released()
    else:
        ticket.is_taken(ticket.chance.choice(AGENTS[ticket.line]))


def _climb(ticket: LiveTicket) -> None:
    if ticket.line == LINES[-1]:
        return _descend(ticket)
    agent = ticket.assignee or ticket.chance.choice(AGENTS[ticket.line])
    higher = LINES[LINES.index(ticket.line) + 1]
    words: dict[str, Any] = {"findings": "…", "request": ticket.asking}
    ticket.asking = None
    return ticket.is_moved(escalation.CaseEscalated, higher, agent, **words)


def _descend(ticket: LiveTicket) -> None:
    agent = ticket.chance.choice(AGENTS[ticket.line])
    if ticket.line == LINES[0]:
        return ticket.is_moved(escalation.CaseRouted, LINES[0], None, reason="a better queue")
    lower = LINES[LINES.index(ticket.line) - 1]
    return ticket.is_moved(escalation.CaseHandedBack, lower, agent, note="…")


def _request(ticket: LiveTicket) -> None:
    if ticket.asking is not None:
        return ticket.declines(ticket.chance.choice(AGENTS[ticket.line]))
    return ticket.asks_for_more()


def _declare(ticket: LiveTicket) -> None:
    if any(isinstance(said.message, escalation.MajorIncidentDeclared) for said in ticket.said):
        return
    ticket.case(escalation.MajorIncidentDeclared, "ann", reason="…")
    if ticket.chance.random() < 0.7:
        ticket.later(60)
        ticket.case(escalation.MajorIncidentLifted, "ann", reason="…")


_ACTS = (
    _answer, _answer, _answer, _answer, _answer, _answer, _ask, _take, _take, _take, _climb, _climb,
    _descend, _descend, _request, _request, _declare,
)  # fmt: skip


def live_records(events: Iterable[Said], partitions: int = 2) -> list[Record]:
    """The events as they lie in the topics, in the order of telling."""
    ends: dict[tuple[str, int], int] = {}
    effective: dict[tuple[str, UUID], datetime] = {}
    return [_record(said, partitions, ends, effective) for said in events]


def _record(
    said: Said,
    partitions: int,
    ends: dict[tuple[str, int], int],
    effective: dict[tuple[str, UUID], datetime],
) -> Record:
    key = str(said.ticket_id).encode()
    home = (said.topic, zlib.crc32(key) % partitions)
    offset = ends[home] = ends.get(home, -1) + 1
    stream = (said.topic, said.ticket_id)
    effective[stream] = max(effective.get(stream, said.at), said.at)
    envelope = public_event(
        said.topic,
        said.message,
        aggregate=said.ticket_id,
        version=said.sequence,
        time=said.at,
        effective=effective[stream],
        recorded=said.at,
        actorkind="agent" if said.agent else "system",
        actorid=said.agent or "test",
    )
    return Record(*home, offset, key, write_envelope(envelope, said.message), timestamp=1)


__all__ = ["BEGIN", "ESCALATION", "live_history", "live_records"]
