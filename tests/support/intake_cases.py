"""Escalation as intake hears it: a worker's inbox that takes events of cases."""

from typing import Any
from uuid import UUID

from psycopg_pool import ConnectionPool

from firstline_chassis.clock import utc_now
from firstline_chassis.inbox import Inbox
from firstline_chassis.mapper import StructMapper
from firstline_chassis.records import Record, TopicPartition
from firstline_events import escalation
from firstline_events.message import Message
from firstline_events.vocabulary import Referral, Timeline
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS
from firstline_intake.bootstrap import build_case_reader, build_store
from tests.support.case_events import BEGIN, ESCALATION, Life, case, place
from tests.support.streams import Told

DESK, NETWORK = ("first", "desk"), ("second", "network")
HOME = TopicPartition(ESCALATION, 0)


class CaseReader:
    """One partition of `escalation-case-v1`, read over a real store."""

    def __init__(self, pool: ConnectionPool):
        store = build_store(pool, StructMapper(PRIVATE_EVENTS), cached=100)
        self.inbox = Inbox(store, build_case_reader(utc_now))
        self.inbox.take_over([HOME])

    def takes(self, *told: Told) -> None:
        """The next records of the partition, in one batch."""
        from_here = self.inbox.positions[HOME]
        self.inbox.consume([_record(one, from_here + n) for n, one in enumerate(told)])


class CaseOf:
    """The case of one ticket; each call is the record of its next event."""

    def __init__(self, ticket: str):
        self._life = Life(UUID(ticket))

    def opens(self, line: str | None = "first", queue: str | None = "desk") -> Told:
        known: dict[str, Any] = {"opened_at": BEGIN}
        known["timeline"] = Timeline.LIVE if line else Timeline.SOURCE
        known |= {"line": line, "queue": queue, "reason": "the default queue"}
        return self.tells(case(escalation.CaseOpened, **known))

    def is_taken_by(self, agent: str, owner: str | None = None) -> Told:
        known = {"assignee": agent, "owner": owner or agent, "how": "taken"}
        return self.tells(case(escalation.CaseAssigned, **known))

    def is_escalated(self, request: int | None = None, reply: str | None = None) -> Told:
        words = place(*NETWORK, DESK, findings="the switch is dead", owner="ada")
        return self.tells(case(escalation.CaseEscalated, **words, request=request, reply=reply))

    def takes_request(self, request: int = 1, line: str = "first") -> Told:
        return self.tells(case(escalation.EscalationRequestTaken, request=request, line=line))

    def declines(self, reply: str, request: int = 1, line: str = "first") -> Told:
        words = {"request": request, "line": line, "reply": reply}
        return self.tells(case(escalation.EscalationRequestDeclined, **words))

    def is_referred(self, to: Referral, where: str) -> Told:
        return self.tells(case(escalation.CaseReferred, to=to, where=where))

    def tells(self, message: Message, **words: Any) -> Told:
        self._life.tells(len(self._life.arrivals), message, **words)
        record = self._life.arrivals[-1].record
        return Told(record.topic, record.key, record.value)


def _record(told: Told, offset: int) -> Record:
    return Record(*HOME, offset, told.key, told.value)
