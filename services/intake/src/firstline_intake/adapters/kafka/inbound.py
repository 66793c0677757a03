"""From `inbound-ticket-v1` to events: every record is answered, and none blocks another."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from firstline_chassis.clock import Clock
from firstline_chassis.records import Record
from firstline_chassis.store import Transaction
from firstline_events.identity import requester_id
from firstline_events.inbound import TicketOpened, TicketRecorded
from firstline_events.inbound_envelope import Unreadable, read_inbound, read_message
from firstline_events.intake import ReceiptIssued
from firstline_events.vocabulary import ReceiptOutcome
from firstline_intake.adapters.kafka.receipts import Named, Receipts
from firstline_intake.adapters.kafka.refusing import refuse
from firstline_intake.application import holding
from firstline_intake.application.continuing import Successors
from firstline_intake.application.letters import Letter, Verdict
from firstline_intake.application.memory import Memory, is_state
from firstline_intake.application.ports import Rows, WindowsInForce
from firstline_intake.application.reception import HELD, Reception
from firstline_intake.application.roots import roots_of_aliases
from firstline_intake.domain.errors import Refused
from firstline_intake.domain.mapping import Mappings
from firstline_intake.domain.requester import Requester
from firstline_intake.domain.ticket import Ticket
from firstline_intake.read_models import directory

TOPIC = "inbound-ticket-v1"


class InboundDecider:
    """The Decider of intake's worker, and what HTTP takes events in with."""

    def __init__(self, mappings: Mappings, rows: Rows, windows: WindowsInForce, clock: Clock):
        self._mappings = mappings
        self._rows = rows
        self._windows = windows
        self._clock = clock

    def decide(self, tx: Transaction, records: Sequence[Record]) -> None:
        self.answer(tx, records)

    def answer(self, tx: Transaction, records: Sequence[Record]) -> Sequence[ReceiptIssued]:
        """The receipts that go with this transaction: one of each record, and of who waited."""
        now = self._clock()
        receipts = Receipts(now)
        letters = [letter for record in records if (letter := _read(tx, record, receipts))]
        batch = _Batch(tx, self._mappings, self._rows, receipts, letters, now)
        for letter in letters:
            batch.take(letter)
        batch.settle(self._windows)
        return receipts.issued

    def park(self, tx: Transaction, record: Record, error: Exception) -> None:
        """A record that only a fault of ours can't take: kept, and said so in its receipt."""
        receipts = Receipts(self._clock())
        reason = f"a fault of ours ({type(error).__name__}); the record is kept as a dead letter"
        refuse(tx, receipts, record, _named(record), "internal-error", reason)
        receipts.stage(tx)


class _Batch:
    """One batch in one transaction."""

    def __init__(
        self,
        tx: Transaction,
        mappings: Mappings,
        rows: Rows,
        receipts: Receipts,
        letters: Sequence[Letter],
        now: datetime,
    ):
        self._tx = tx
        self._rows = rows
        self._label = mappings.label
        self._receipts = receipts
        self._tickets = tickets = tx.aggregates(Ticket, [letter.ticket for letter in letters])
        vacant = [one for one, ticket in tickets.items() if not ticket.exists]
        waiting = rows.waiting.waiting_for(tx, vacant)
        requesters = tx.aggregates(Requester, _requesters([*letters, *waiting], tickets))
        self._memory: Memory = rows.inbound.load_memory(tx, letters)
        fresh = rows.numbers(tx, len(vacant))
        roots = roots_of_aliases(tx, tickets.values())
        takes = Successors(tx, fresh).add
        self._now = now
        self._reception = Reception(mappings, tickets, requesters, fresh, now, takes, roots)
        self._waiting: dict[UUID, list[Letter]] = defaultdict(list)
        self._released: list[Letter] = []
        for letter in waiting:
            self._waiting[letter.ticket].append(letter)

    def take(self, letter: Letter) -> None:
        """Judge, decide and answer one letter, then those that waited for it."""
        verdict = self._verdict(letter)
        if verdict is not None and verdict.outcome is ReceiptOutcome.HELD:
            self._waiting[letter.ticket].append(letter)
        elif verdict is not None:
            self._answer(letter, verdict)
        if letter.ticket in self._reception.opened and letter.ticket in self._waiting:
            self._release(self._waiting.pop(letter.ticket))

    def settle(self, windows: WindowsInForce) -> None:
        """Stage everything that goes with the events."""
        waiting = [one for held in self._waiting.values() for one in held]
        new = [letter for letter in waiting if letter.waited is None]
        for letter in new:
            self._rows.waiting.hold(self._tx, letter)
            self._receipts.issue(letter.record, Named.of(letter), HELD)
        if new:
            holding.begin(self._tx, new, windows(self._tx), self._now)
        holding.end(self._tx, self._released)
        opened = self._reception.opened
        self._rows.waiting.release(self._tx, opened, self._released)
        directory.add(self._tx, [self._entry(letter) for letter in opened.values()])
        self._rows.inbound.keep_memory(self._tx, self._memory)
        self._rows.inbound.count_unknown_words(self._tx, self._reception.unknown, self._label)
        self._receipts.stage(self._tx)

    def _entry(self, letter: Letter) -> directory.Entry:
        ticket = self._tickets[letter.ticket]
        tenant, said = letter.envelope.tenant, letter.message
        number, opened_at = ticket.number, ticket.opened_at
        return directory.Entry(ticket.id, number, tenant, said.origin, said.reference, opened_at)

    def _release(self, letters: Sequence[Letter]) -> None:
        for letter in letters:
            self._released.append(letter)
            # A held message was remembered, so that it can't be held twice; a held state was not.
            verdict = self._verdict(letter, known=not is_state(letter))
            if verdict is not None:
                self._answer(letter, verdict)

    def _answer(self, letter: Letter, verdict: Verdict) -> None:
        """The receipt names the ticket that took it."""
        named = Named.of(letter)._replace(ticket=verdict.ticket or letter.ticket)
        self._receipts.issue(letter.record, named, verdict)

    def _verdict(self, letter: Letter, *, known: bool = False) -> Verdict | None:
        """None when it was refused, which has been answered then."""
        try:
            told = None if known else self._memory.judge(letter)
            verdict = told or self._reception.take(letter)
        except Refused as refusal:
            self._refuse(letter, refusal)
            return None
        if told is None and not known and not (verdict is HELD and is_state(letter)):
            self._memory.remember(letter)
        return verdict

    def _refuse(self, letter: Letter, refusal: Refused) -> None:
        named = Named.of(letter)
        refuse(self._tx, self._receipts, letter.record, named, refusal.code, str(refusal))


def _named(record: Record) -> Named:
    """Whatever can be told of the event, for its receipt."""
    try:
        envelope = read_inbound(record.headers, record.value)
        return Named.of(Letter.of(record, envelope, read_message(envelope)))
    except Unreadable as error:
        return Named(error.known.get("source"), error.known.get("id"), error.known.get("type"))


def _read(tx: Transaction, record: Record, receipts: Receipts) -> Letter | None:
    """The letter, or None for what can't be read, which has been answered then."""
    try:
        envelope = read_inbound(record.headers, record.value)
        return Letter.of(record, envelope, read_message(envelope))
    except Unreadable as error:
        refuse(tx, receipts, record, _named(record), error.code, error.reason)
        return None


def _requesters(letters: Sequence[Letter], tickets: dict[UUID, Ticket]) -> set[UUID]:
    """The people whom these letters may register: those whom their tickets don't name yet."""
    return {
        who
        for letter in letters
        if isinstance(letter.message, TicketOpened | TicketRecorded)
        and letter.message.requester
        and (who := _who(letter, letter.message.requester))
        != tickets[letter.ticket].fields.requester_id
    }


def _who(letter: Letter, requester: str) -> UUID:
    return requester_id(letter.envelope.tenant, letter.message.origin, requester)
