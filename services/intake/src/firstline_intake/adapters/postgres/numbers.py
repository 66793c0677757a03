"""Ticket numbers that people can say: from a sequence, in the transaction that opens the ticket."""

from collections.abc import Iterator

from firstline_chassis.store import Transaction
from firstline_intake.read_models.directory import number_of

_NEXT = "SELECT nextval('ticket_numbers') FROM generate_series(1, %s)"


def numbers(tx: Transaction, at_once: int) -> Iterator[str]:
    """Fresh numbers, fetched `at_once` at a time when the first is asked for; gaps are legal."""
    while True:
        for (serial,) in tx.fetch(_NEXT, [max(1, at_once)]):
            yield number_of(serial)
