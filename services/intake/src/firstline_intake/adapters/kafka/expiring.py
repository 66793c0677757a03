"""Whenever a record has been held too long, it is refused: a dead letter, and a second receipt."""

from collections.abc import Sequence

from firstline_chassis.clock import Clock
from firstline_chassis.store import Transaction
from firstline_chassis.timers import Due
from firstline_intake.adapters.kafka.receipts import Named, Receipts
from firstline_intake.adapters.kafka.refusing import refuse
from firstline_intake.application.holding import Place
from firstline_intake.application.ports import Rows


class HeldTooLong:
    """The Firing of `holding.KIND`."""

    def __init__(self, rows: Rows, clock: Clock):
        self._rows = rows
        self._clock = clock

    def fire(self, tx: Transaction, due: Sequence[Due], late: bool) -> None:
        """Records that were released meanwhile are let pass. What expired may be sent again."""
        receipts = Receipts(self._clock())
        policies = {Place.of(one): one.payload.get("policy", "windows@1") for one in due}
        letters = self._rows.waiting.standing_at(tx, list(policies))
        for letter in letters:
            place = Place(letter.record.topic, letter.record.partition, letter.record.offset)
            reason = _reason(policies[place], late)
            refuse(tx, receipts, letter.record, Named.of(letter), "expired", reason)
        self._rows.waiting.release(tx, (), letters)
        self._rows.inbound.forget(tx, letters)
        receipts.stage(tx)


def _reason(policy: str, late: bool) -> str:
    told = f"its ticket was not opened in time ({policy}); send the opening, then this event again"
    return f"{told}; intake lagged, so the opening may have come" if late else told
