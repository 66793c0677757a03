"""Which policies of kinds that have many there are: a row each, since their first version."""

from collections.abc import Collection, Sequence

from firstline_chassis.store import Transaction

_ADD = "INSERT INTO named_policies (name, kind) VALUES (%s, %s)"
_PAGE = """SELECT name FROM named_policies
    WHERE kind = ANY(%s::text[]) AND name > %s ORDER BY name LIMIT %s"""


def add(tx: Transaction, kind: str, name: str) -> None:
    """Stage the row of a policy of which this transaction publishes the first version."""
    tx.stage(_ADD, [name, kind])


def page(tx: Transaction, kinds: Collection[str], after: str, limit: int) -> Sequence[str]:
    """The names after that one, in the order of their characters."""
    return [name for (name,) in tx.fetch(_PAGE, [list(kinds), after, limit])]
