"""Reporting on a real database, fed as its worker feeds it but without a broker."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from psycopg_pool import ConnectionPool

from firstline_chassis.inbox import Inbox
from firstline_chassis.mapper import StructMapper
from firstline_chassis.migrations import migrate
from firstline_chassis.records import Record
from firstline_chassis.sequenced import Sequenced
from firstline_chassis.store import Store
from firstline_reporting.read_models.projection import Projection

TABLES = (
    "tickets_v1",
    "standings_v1",
    "assessments_v1",
    "history_v1",
    "ticket_events_v1",
    "requesters_v1",
    "cases_v1",
    "moves_v1",
    "case_ends_v1",
    "referrals_v1",
    "major_incidents_v1",
    "request_steps_v1",
    "interactions_v1",
    "attachments_v1",
    "rests_v1",
    "ratings_v1",
    "relations_v1",
    "went_live_v1",
    "searches_v1",
    "found_articles_v1",
    "suggestions_v1",
    "suggestion_steps_v1",
    "articles_v1",
    "public_texts_v1",
    "article_links_v1",
    "walk_events_v1",
    "flow_versions_v1",
)


class ReportingStore:
    """Takes records in batches; tells what the tables hold then."""

    def __init__(self, pool: ConnectionPool):
        self.pool = pool
        self._inbox = Inbox(Store(pool, StructMapper(())), Sequenced(Projection()))

    def feed(self, records: Sequence[Record], cuts: Sequence[int] = ()) -> None:
        """Consume the records in the batches that the cuts make."""
        self._inbox.take_over({record.home for record in records})
        for begin, end in pairwise([0, *sorted(cuts), len(records)]):
            self._inbox.consume(records[begin:end])

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with self.pool.connection() as connection:
            return connection.execute(statement.encode(), parameters).fetchall()

    def contents(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, in an order of its own."""
        return {
            table: self.rows(f"SELECT t::text FROM reporting.{table} AS t ORDER BY 1")  # noqa: S608
            for table in TABLES
        }

    def empty(self) -> None:
        """Forget everything, positions and sequences too."""
        chassis = ("inbox_positions", "inbox_sequences", "dead_letters", "waiting")
        names = ", ".join(f"reporting.{table}" for table in (*TABLES, *chassis))
        with self.pool.connection() as connection:
            connection.execute(f"TRUNCATE {names}".encode())
        self._inbox = Inbox(Store(self.pool, StructMapper(())), Sequenced(Projection()))


@contextmanager
def reporting_store(database_url: str) -> Iterator[ReportingStore]:
    """A store with its tables made; closed at the end."""
    migrate(database_url, "firstline_reporting")
    kwargs = {"options": "-c timezone=UTC"}
    with ConnectionPool(database_url, min_size=1, max_size=4, open=True, kwargs=kwargs) as pool:
        yield ReportingStore(pool)
