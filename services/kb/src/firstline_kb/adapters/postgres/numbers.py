"""Article numbers that people can say: from a sequence, in the transaction that drafts it."""

from firstline_chassis.store import Transaction
from firstline_kb.read_models.directory import number_of

_NEXT = "SELECT nextval('article_numbers')"


def next_number(tx: Transaction) -> str:
    """A fresh number; gaps are legal."""
    [(serial,)] = tx.fetch(_NEXT)
    return number_of(serial)
