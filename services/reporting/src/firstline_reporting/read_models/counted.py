"""Definitions by counting facts: what is counted, by what, and which tickets are behind it.

A fact is a row with a ticket: rows of a report are groups of facts, its total is all of them, and
the tickets behind a row are those of its facts. So a partition always sums up to the total.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg
from psycopg.rows import dict_row

from firstline_reporting.read_models.counting import over_all_tickets
from firstline_reporting.read_models.question import Question
from firstline_reporting.read_models.report import (
    WHOLE,
    Answer,
    Definition,
    Dimension,
    Key,
    Tickets,
)


@dataclass(frozen=True)
class Counted:
    """SQL of one way of counting; the texts are ours, never a caller's.

    `facts` yields `ticket_id` and whatever the others speak of, with `observable` if `partly`.
    `keys` are the expressions of the dimensions over a fact `f`, text each. `measures` are the
    aggregates over facts `f`, by column. `subjects` are conditions over a fact, by the name of what
    stands behind it and is no ticket: it then has `id`, `at`, `language` and `about` as well.
    `place` orders the rows of a dimension otherwise than by size or key.
    """

    facts: str | Callable[[Question], str]
    keys: Mapping[str, str]
    measures: Mapping[str, str]
    dimensions: tuple[Dimension, ...]
    partly: bool = False
    subjects: Mapping[str, str] = field(default_factory=dict)
    place: Callable[[str, Mapping[str, Any]], tuple[Any, ...]] | None = None

    def answer(self, connection: psycopg.Connection[Any], question: Question) -> Answer:
        """The groups of facts, and all facts as the total."""
        over_all_tickets(connection)
        found = self._ask(connection, question, self._grouped(question))
        *rows, total = sorted(found, key=lambda row: row.pop("whole"))
        if self.partly:
            rows = self._with_unobservable(rows, total, connection, question)
        return Answer(self._sorted(rows, question), total, total.get("not_observable", 0))

    def tickets(self, question: Question, key: Key) -> Tickets:
        """The tickets of the facts with this key; not every fact has one."""
        of_key = "true" if key is WHOLE else "f.key IS NOT DISTINCT FROM %(key)s::text"
        observable = "f.observable" if self.partly else "true"
        observable = f"NOT {observable}" if question.unobservable else observable
        statement = f"""SELECT DISTINCT f.ticket_id FROM ({self._keyed(question)}) AS f
             WHERE {of_key} AND {observable}"""  # noqa: S608 - built of our own words
        parameters = {**question.parameters(), "key": None if key is WHOLE else key}
        return Tickets(statement, parameters, whole=True)

    def others(self, question: Question, key: Key, name: str) -> Tickets:
        """The subjects of this name behind the facts with this key."""
        of_key = "true" if key is WHOLE else "f.key IS NOT DISTINCT FROM %(key)s::text"
        statement = f"""SELECT DISTINCT f.id, f.at, f.language, f.about
              FROM ({self._keyed(question)}) AS f
             WHERE {of_key} AND {self.subjects[name]}"""  # noqa: S608 - built of our own words
        parameters = {**question.parameters(), "key": None if key is WHOLE else key}
        return Tickets(statement, parameters, whole=True)

    def _keyed(self, question: Question) -> str:
        facts = self.facts if isinstance(self.facts, str) else self.facts(question)
        key = self.keys[question.by]
        return f"SELECT f.*, ({key})::text AS key FROM ({facts}) AS f"  # noqa: S608 - our own words

    def _grouped(self, question: Question) -> str:
        measures = ", ".join(f"{sql} AS {name}" for name, sql in self.measures.items())
        where = "WHERE f.observable" if self.partly else ""
        return f"""SELECT f.key, grouping(f.key) AS whole, {measures}
              FROM ({self._keyed(question)}) AS f {where}
             GROUP BY GROUPING SETS ((f.key), ())"""  # noqa: S608 - built of our own words

    def _with_unobservable(
        self,
        rows: list[dict[str, Any]],
        total: dict[str, Any],
        connection: psycopg.Connection[Any],
        question: Question,
    ) -> list[dict[str, Any]]:
        statement = f"""SELECT f.key, count(*) AS not_observable
              FROM ({self._keyed(question)}) AS f WHERE NOT f.observable
             GROUP BY f.key"""  # noqa: S608 - built of our own words
        hidden = {
            row["key"]: row["not_observable"] for row in self._ask(connection, question, statement)
        }
        total["not_observable"] = sum(hidden.values())
        empty = self._ask(connection, question, self._of_none(question))[0]
        seen = {row["key"] for row in rows}
        rows += [{**empty, "key": key} for key in hidden if key not in seen]
        return [{**row, "not_observable": hidden.get(row["key"], 0)} for row in rows]

    def _of_none(self, question: Question) -> str:
        """What the measures say of no fact at all."""
        measures = ", ".join(f"{sql} AS {name}" for name, sql in self.measures.items())
        return f"SELECT {measures} FROM ({self._keyed(question)}) AS f WHERE false"  # noqa: S608

    def _sorted(self, rows: list[dict[str, Any]], question: Question) -> list[dict[str, Any]]:
        if self.place is not None:
            return sorted(rows, key=partial(self.place, question.by))
        first = next(iter(self.measures))
        [dimension] = [one for one in self.dimensions if one.name == question.by]

        def place(row: dict[str, Any]) -> tuple[Any, ...]:
            size = 0 if dimension.ordered else -(row[first] or 0)
            key = row["key"] or ""
            return (size, row["key"] is None, int(key) if key.isdecimal() else -1, key)

        return sorted(rows, key=place)

    @staticmethod
    def _ask(
        connection: psycopg.Connection[Any], question: Question, statement: str
    ) -> list[dict[str, Any]]:
        with connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(statement.encode(), question.parameters()).fetchall()


def counted(version: int, means: str, counting: Counted) -> Definition:
    """The definition that counts so."""
    others = counting.others if counting.subjects else None
    return Definition(version, means, counting.answer, counting.tickets, others)
