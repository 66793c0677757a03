"""Which texts are there? Pages follow the order and begin after a place, not at a number."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Language
from firstline_kb.domain.values import State
from firstline_kb.read_models.text_rows import COLUMNS, Row

# Names of our own columns, nothing that anybody sends.
_SELECT = f"SELECT {COLUMNS} FROM texts_v1"  # noqa: S608
_LINKED = "article_id IN (SELECT article_id FROM article_tickets_v1 WHERE ticket_id = %s)"


class Place(NamedTuple):
    """Where a text stands in a list: by its review date, where that was asked for, and number."""

    review_on: date | None
    serial: int
    language: str


class Wanted(NamedTuple):
    """Which texts: None asks nothing."""

    language: Language | None = None
    state: State | None = None
    public: bool | None = None
    category: str | None = None
    owner: str | None = None
    tag: str | None = None
    ticket: UUID | None = None
    due: date | None = None
    """To be looked at by that day; the earliest first."""

    @property
    def key(self) -> str:
        """What orders the list, in SQL."""
        return "review_on, serial, language" if self.due else "serial, language"

    def conditions(self) -> tuple[list[str], list[object]]:
        """In SQL, in the words of the indexes."""
        names = ("language", "state", "category", "owner")
        equal = {name: word for name in names if (word := getattr(self, name)) is not None}
        told = [f"{name} = %s" for name in equal]
        parameters: list[object] = [*equal.values()]
        if self.public is not None:
            told.append("public IS NOT NULL" if self.public else "public IS NULL")
        if self.tag is not None:
            told.append("tags @> ARRAY[%s]")
            parameters.append(self.tag)
        if self.ticket is not None:
            told.append(_LINKED)
            parameters.append(self.ticket)
        if self.due is not None:
            told.append("state <> 'retired' AND review_on <= %s")
            parameters.append(self.due)
        return told, parameters


def page(tx: Transaction, wanted: Wanted, after: Place | None, limit: int) -> Sequence[Row]:
    """Texts by the article's number, then language; those that are due by date before that."""
    told, parameters = wanted.conditions()
    if after is not None:
        place = after if wanted.due else after[1:]
        told.append(f"({wanted.key}) > ({', '.join(['%s'] * len(place))})")
        parameters.extend(place)
    where = f" WHERE {' AND '.join(told)}" if told else ""
    statement = f"{_SELECT}{where} ORDER BY {wanted.key} LIMIT %s"
    return [Row(*one) for one in tx.fetch(statement, [*parameters, limit])]


def place_of(row: Row, wanted: Wanted) -> Place:
    """Where the page ended."""
    return Place(row.review_on if wanted.due else None, row.serial, row.language)
