"""Definitions whose rows are one of several named distributions over all tickets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from firstline_reporting.read_models.counting import distribution, over_all_tickets
from firstline_reporting.read_models.question import Question
from firstline_reporting.read_models.report import WHOLE, Answer, Definition, Key, Tickets


@dataclass(frozen=True)
class Distributed:
    """`keyed` has, by dimension, the name of a figure and the SQL that yields (ticket_id, key).

    Facts without a key are left out. `others` computes the figures that are no distribution.
    """

    keyed: Mapping[str, tuple[str, str]]
    others: Callable[[psycopg.Connection[Any], Question], Mapping[str, Any]] = lambda *_: {}

    def answer(self, connection: psycopg.Connection[Any], question: Question) -> Answer:
        """Every distribution as a figure, and the one asked for as rows."""
        over_all_tickets(connection)
        parameters = question.parameters()
        found = {
            figure: distribution(connection, _counts(facts), parameters)
            for figure, facts in self.keyed.values()
        }
        chosen = found[self.keyed[question.by][0]]
        rows = [{"key": key, "count": number} for key, number in chosen.items()]
        total = {"key": None, "count": sum(chosen.values())}
        return Answer(rows, total, figures={**found, **self.others(connection, question)})

    def tickets(self, question: Question, key: Key) -> Tickets:
        """The tickets of the facts with this key."""
        _, facts = self.keyed[question.by]
        of_key = "f.key IS NOT NULL" if key is WHOLE else "f.key = %(key)s::text"
        statement = f"SELECT DISTINCT f.ticket_id FROM ({facts}) AS f WHERE {of_key}"  # noqa: S608
        parameters = {**question.parameters(), "key": None if key is WHOLE else key}
        return Tickets(statement, parameters, whole=True)


def distributed(version: int, means: str, by: Distributed) -> Definition:
    """The definition that counts so."""
    return Definition(version, means, by.answer, by.tickets)


def _counts(facts: str) -> str:
    return f"SELECT f.key, count(*) FROM ({facts}) AS f GROUP BY 1"  # noqa: S608 - our own words
