"""What lists of public pages show: published texts, those published last first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from firstline_chassis.store import Transaction
from firstline_events.vocabulary import Language

_PUBLIC = "FROM texts_v1 WHERE public IS NOT NULL"
_COLUMNS = "slug, language, public_title, public_summary, category, published_at"
# Names of our own columns, nothing that anybody sends.
_LATEST = f"""SELECT {_COLUMNS} {_PUBLIC} AND language = %s
    ORDER BY published_at DESC, serial DESC LIMIT %s OFFSET %s"""
_LATEST_OF_CATEGORY = f"""SELECT {_COLUMNS} {_PUBLIC} AND category = %s AND language = %s
    ORDER BY published_at DESC, serial DESC LIMIT %s OFFSET %s"""
_BESIDE = f"""SELECT {_COLUMNS} {_PUBLIC} AND category = %s AND language = %s AND article_id <> %s
    ORDER BY published_at DESC, serial DESC LIMIT %s"""
_BY_LANGUAGE = f"SELECT language, count(*) {_PUBLIC} GROUP BY language"
_OF_CATEGORY = f"""SELECT language, count(*) {_PUBLIC} AND category = %s
    GROUP BY language"""
_CATEGORIES = f"""SELECT category, language, count(*) {_PUBLIC} AND category IS NOT NULL
    GROUP BY category, language"""
_ADDRESSES = f"""SELECT serial, slug, language, published_at {_PUBLIC}
    AND serial > %s AND serial <= %s
    ORDER BY serial, language"""
_LAST_SERIAL = f"SELECT coalesce(max(serial), 0) {_PUBLIC}"


class Listed(NamedTuple):
    """One published text in a list; the time in UTC."""

    slug: str
    language: Language
    title: str
    summary: str
    category: str | None
    published_at: datetime


class Addressed(NamedTuple):
    """A published article: its short name, and when each of its texts was published."""

    slug: str
    published: Mapping[Language, datetime]


def latest(
    tx: Transaction, language: Language, limit: int, offset: int = 0, category: str | None = None
) -> Sequence[Listed]:
    """Texts in this language, of one category or of all."""
    statement = _LATEST if category is None else _LATEST_OF_CATEGORY
    wanted = [language] if category is None else [category, language]
    return _listed(tx.fetch(statement, [*wanted, limit, offset]))


def beside(
    tx: Transaction, article: UUID, category: str, language: Language, limit: int
) -> Sequence[Listed]:
    """Other articles of the same category."""
    return _listed(tx.fetch(_BESIDE, [category, language, article, limit]))


def counts(tx: Transaction, category: str | None = None) -> Mapping[Language, int]:
    """How many texts each language has, of one category or of all; those without are missing."""
    rows = tx.fetch(_BY_LANGUAGE) if category is None else tx.fetch(_OF_CATEGORY, [category])
    return {Language(language): number for language, number in rows}


def categories(tx: Transaction) -> Mapping[str, Mapping[Language, int]]:
    """How many texts each category has in each language, the categories in the order of letters."""
    found: dict[str, dict[Language, int]] = {}
    for category, language, number in tx.fetch(_CATEGORIES):
        found.setdefault(category, {})[Language(language)] = number
    return dict(sorted(found.items(), key=lambda one: one[0].casefold()))


def last_serial(tx: Transaction) -> int:
    """The highest number of a published article; 0: there is none."""
    [[found]] = tx.fetch(_LAST_SERIAL)
    return int(found)


def addressed(tx: Transaction, after: int, until: int) -> Sequence[Addressed]:
    """The published articles whose number is above the one and not above the other."""
    rows = tx.fetch(_ADDRESSES, [after, until])
    return [
        Addressed(slug, {Language(language): at for _, _, language, at in texts})
        for (_, slug), texts in groupby(rows, key=lambda row: (row[0], row[1]))
    ]


def _listed(rows: Sequence[tuple[object, ...]]) -> Sequence[Listed]:
    return [Listed(*row)._replace(language=Language(row[1])) for row in rows]  # type: ignore[arg-type]
