"""What was taken before: ids of messages, and how far each foreign ticket's states have come."""

from typing import NamedTuple
from uuid import UUID

from firstline_events.inbound import StatusReported, TicketRecorded
from firstline_events.vocabulary import ReceiptOutcome
from firstline_intake.application.letters import Letter, Verdict
from firstline_intake.domain.errors import SameIdOtherContent

Name = tuple[str, str]


class Reached(NamedTuple):
    """The latest state record of a foreign ticket."""

    sequence: int
    digest: bytes


class Memory:
    """Judges whether a letter is news. New knowledge is kept apart, for the store.

    `states` by ticket id, `messages` by the event's (source, id); both as the store knows them.
    """

    def __init__(self, states: dict[UUID, Reached], messages: dict[Name, bytes]):
        self._before = {ticket: reached.sequence for ticket, reached in states.items()}
        self._states = states
        self._messages = messages
        self.new_states: dict[UUID, Reached] = {}
        self.new_messages: dict[Name, bytes] = {}

    def judge(self, letter: Letter) -> Verdict | None:
        """None for news. Raises SameIdOtherContent where an id was used for something else."""
        sequence = _sequence(letter)
        if sequence is not None:
            return self._judge_state(letter, sequence)
        known = self._messages.get((letter.envelope.source, letter.envelope.id))
        return None if known is None else _twice(known, letter)

    def remember(self, letter: Letter) -> None:
        """Also for records that changed nothing: they were taken."""
        sequence = _sequence(letter)
        if sequence is not None:
            reached = Reached(sequence, letter.digest())
            self._states[letter.ticket] = self.new_states[letter.ticket] = reached
        else:
            name = (letter.envelope.source, letter.envelope.id)
            self._messages[name] = self.new_messages[name] = letter.digest()

    def sequence_before(self, ticket: UUID) -> int:
        """The sequence from which this memory began; 0 for none."""
        return self._before.get(ticket, 0)

    def _judge_state(self, letter: Letter, sequence: int) -> Verdict | None:
        reached = self._states.get(letter.ticket)
        if reached is None or sequence > reached.sequence:
            return None
        if sequence == reached.sequence:
            return _twice(reached.digest, letter)
        reason = f"sequence {sequence} came after {reached.sequence}"
        return Verdict(ReceiptOutcome.SUPERSEDED, code="superseded", reason=reason)


def is_state(letter: Letter) -> bool:
    """Whether the letter says how things stand, rather than what somebody wants."""
    return _sequence(letter) is not None


def _sequence(letter: Letter) -> int | None:
    message = letter.message
    if isinstance(message, TicketRecorded | StatusReported):
        return message.source_sequence
    return None


def _twice(known: bytes, letter: Letter) -> Verdict:
    if known != letter.digest():
        raise SameIdOtherContent(
            "An event with this id or source sequence came before with other content;"
            " send the mended one as a new event with a causationid."
        )
    return Verdict(ReceiptOutcome.DUPLICATE, code="duplicate", reason="it was taken before")
