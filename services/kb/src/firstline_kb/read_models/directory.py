"""Which article is meant: by id, by number, or by its short name."""

from typing import NamedTuple
from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_kb.domain.article import Article

PREFIX = "KB-"
_ADD = "INSERT INTO articles (article_id, serial, tenant, slug) VALUES (%s, %s, %s, %s)"
_BY_ID = "SELECT article_id FROM articles WHERE article_id = %s"
_BY_SERIAL = "SELECT article_id FROM articles WHERE serial = %s"
_BY_SLUG = "SELECT article_id FROM articles WHERE tenant = %s AND slug = %s"


class Entry(NamedTuple):
    """What finds an article."""

    article_id: UUID
    number: str
    tenant: str
    slug: str


def number_of(serial: int) -> str:
    """The number as people say it."""
    return f"{PREFIX}{serial:06d}"


def serial_of(number: str) -> int | None:
    """The serial behind a number, or None for a text that is no number of ours."""
    digits = number.upper().removeprefix(PREFIX)
    is_number = digits != number.upper() and digits.isascii() and digits.isdigit()
    return int(digits) if is_number and len(digits) < 19 else None


def add(tx: Transaction, entry: Entry) -> None:
    """Stage the entry of an article that this transaction drafts."""
    tx.stage(_ADD, [entry.article_id, serial_of(entry.number), entry.tenant, entry.slug])


def find(tx: Transaction, name: str, tenant: str = "default") -> UUID | None:
    """The article that the name means."""
    if as_id := _uuid(name):
        rows = tx.fetch(_BY_ID, [as_id])
    elif (serial := serial_of(name)) is not None:
        rows = tx.fetch(_BY_SERIAL, [serial])
    else:
        rows = tx.fetch(_BY_SLUG, [tenant, name.lower()])
    return rows[0][0] if rows else None


def article_named(tx: Transaction, name: str) -> Article | None:
    """The article itself, guarded at commit."""
    found = find(tx, name)
    return tx.aggregates(Article, [found])[found] if found else None


def is_taken(tx: Transaction, slug: str, tenant: str = "default") -> bool:
    """Whether an article has this short name."""
    return bool(tx.fetch(_BY_SLUG, [tenant, slug]))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
