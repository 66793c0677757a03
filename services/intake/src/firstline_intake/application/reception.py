"""Taking in what other systems send: each letter changes its ticket, waits, or is refused."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from firstline_events import inbound
from firstline_events.identity import requester_id
from firstline_events.vocabulary import ActorKind, ReceiptOutcome
from firstline_intake.application.continuing import Reply, Takes
from firstline_intake.application.letters import Letter, Verdict
from firstline_intake.application.roots import Root
from firstline_intake.application.snapshots import classification_of, snapshot_of
from firstline_intake.domain import guards
from firstline_intake.domain.mapping import Mappings, UnknownWord
from firstline_intake.domain.requester import Requester
from firstline_intake.domain.ticket import Ticket
from firstline_intake.domain.values import Author, Occasion, Opening, Standing

HELD = Verdict(
    ReceiptOutcome.HELD,
    code="not-opened",
    reason="the ticket was never opened; the event waits for its opening",
)


class Reception:
    """One batch's use case over tickets and requesters that are loaded already."""

    def __init__(
        self,
        mappings: Mappings,
        tickets: Mapping[UUID, Ticket],
        requesters: Mapping[UUID, Requester],
        numbers: Iterator[str],
        now: datetime,
        successors: Takes,
        roots: Mapping[UUID, Root] | None = None,
    ):
        self._mappings = mappings
        self._tickets = tickets
        self._requesters = requesters
        self._roots = roots or {}
        self._numbers = numbers
        self._now = now
        self._successors = successors
        self.unknown: list[UnknownWord] = []
        self.opened: dict[UUID, Letter] = {}

    def take(self, letter: Letter) -> Verdict:
        """Raises domain.errors.Refused and then has changed nothing."""
        ticket = self._tickets[letter.ticket]
        opens = isinstance(letter.message, inbound.TicketOpened | inbound.TicketRecorded)
        if not opens and not ticket.exists:
            return HELD
        if isinstance(letter.message, inbound.MessageReceived):
            root = self._roots.get(ticket.id)
            if root is not None:
                return self._add_to_root(letter, root, letter.message)
            occasion = letter.occasion(letter.message.sent_at, self._now)
            return self._say(letter, ticket, letter.message, occasion)
        before = len(ticket.pending_events)
        self._act(letter, ticket)
        made = len(ticket.pending_events) - before
        return Verdict(ReceiptOutcome.ACCEPTED if made else ReceiptOutcome.UNCHANGED, made)

    def _add_to_root(self, letter: Letter, root: Root, said: inbound.MessageReceived) -> Verdict:
        """What is said to an alias is said to its root; what is reported of it stays its own."""
        occasion = letter.occasion(said.sent_at, self._now)
        by = root.stands_in(letter.ticket, occasion.by)
        verdict = self._say(letter, root.ticket, said, occasion._replace(by=by))
        reason = f"the ticket is merged into {root.ticket.number}, which has the message"
        return verdict if verdict.code else verdict._replace(code="merged", reason=reason)

    def _act(self, letter: Letter, ticket: Ticket) -> None:
        match letter.message:
            case inbound.TicketRecorded() as said:
                self._record(letter, ticket, said)
            case inbound.TicketOpened() as said:
                self._open(letter, ticket, said)
            case inbound.StatusReported() as said:
                self._report_status(letter, ticket, said)
            case inbound.TicketObserved():
                ticket.observe(letter.occasion(letter.message.at, self._now))

    def _open(self, letter: Letter, ticket: Ticket, said: inbound.TicketOpened) -> None:
        guards.not_opened(ticket.exists)
        guards.not_too_large(said.subject + (said.body or ""))
        mapping = self._mappings.of(said.origin)
        occasion = letter.occasion(said.opened_at, self._now)
        classification = classification_of(said, mapping, self.unknown)
        opening = Opening(
            number=next(self._numbers),
            timeline=mapping.timeline,
            opened_at=said.opened_at,
            classification_follows=not classification.is_empty,
            channel=said.channel,
            requester_id=self._register(letter, said.requester, occasion),
            language=said.language,
            subject=said.subject or None,
            message_follows=bool(said.body),
        )
        ticket.open(opening, occasion)
        self.opened[ticket.id] = letter
        ticket.classify(classification, occasion)
        if said.body:
            author = Author(ActorKind.REQUESTER, said.requester or "unknown")
            ticket.add_message(
                letter.envelope.id, author, said.body, occasion, channel=said.channel
            )

    def _record(self, letter: Letter, ticket: Ticket, said: inbound.TicketRecorded) -> None:
        mapping = self._mappings.of(said.origin)
        occasion = letter.occasion(said.at, self._now)
        first = not ticket.exists
        if first:
            letter.occasion(said.opened_at, self._now)
        requester = self._register(letter, said.requester, occasion)
        snapshot = snapshot_of(said, mapping, requester, self.unknown)
        if first:
            opening = Opening(
                number=next(self._numbers),
                timeline=mapping.timeline,
                opened_at=said.opened_at,
                classification_follows=not snapshot.classification.is_empty,
                source_status=mapping.opens_as,
                channel=said.channel,
                requester_id=requester,
            )
            ticket.open(opening, occasion)
            self.opened[ticket.id] = letter
        ticket.record(snapshot, occasion, first=first)

    def _say(
        self, letter: Letter, ticket: Ticket, said: inbound.MessageReceived, occasion: Occasion
    ) -> Verdict:
        author = Author(said.author_kind, said.author)
        told = (said.body, said.channel, said.auto_submitted)
        before = len(ticket.pending_events)
        taker = self._successors(Reply(letter.envelope.id, author, *told), ticket, occasion)
        if taker is ticket:
            return Verdict(ReceiptOutcome.ACCEPTED, len(ticket.pending_events) - before)
        reason = f"{ticket.number} was closed; {taker.number}, which continues it, took the message"
        made = len(taker.pending_events) + len(ticket.pending_events) - before
        return Verdict(ReceiptOutcome.ACCEPTED, made, "continued", reason, taker.id)

    def _report_status(self, letter: Letter, ticket: Ticket, said: inbound.StatusReported) -> None:
        occasion = letter.occasion(said.at, self._now)
        status = self._mappings.of(said.origin).status_of(said.status, self.unknown)
        ticket.report_status(Standing(status, said.status), occasion)

    def _register(self, letter: Letter, name: str | None, occasion: Occasion) -> UUID | None:
        """Register the requester; one who isn't among the loaded ones is known from before."""
        if name is None:
            return None
        who = requester_id(letter.envelope.tenant, letter.message.origin, name)
        if who in self._requesters:
            self._requesters[who].register(name, occasion)
        return who
