"""A record that is refused: kept whole as a dead letter, and answered."""

from firstline_chassis import dead_letters
from firstline_chassis.records import Record
from firstline_chassis.store import Transaction
from firstline_events.vocabulary import ReceiptOutcome
from firstline_intake.adapters.kafka.receipts import Named, Receipts
from firstline_intake.application.letters import Verdict


def refuse(
    tx: Transaction, receipts: Receipts, record: Record, named: Named, code: str, reason: str
) -> None:
    """Stage both; nothing waits behind it."""
    dead_letters.park(tx, record, code, reason, aggregate=named.ticket, event_type=named.type)
    receipts.issue(record, named, Verdict(ReceiptOutcome.REFUSED, code=code, reason=reason))
