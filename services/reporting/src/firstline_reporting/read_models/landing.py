"""How rows reach a table: copied, at commit and after the lock, or merged from a temporary one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg

from firstline_chassis.store import Transaction

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Landing:
    """A table of schema `reporting`, its columns with their types, and how a merge ends.

    `conflict` is what follows INSERT … SELECT; nothing for a table that only grows.
    """

    table: str
    columns: tuple[tuple[str, str], ...]
    conflict: str

    def write(self, tx: Transaction, rows: Sequence[Row]) -> None:
        """Stage the rows. They must not collide with one another.

        What only grows is copied in at once: a temporary table costs a truncation at every commit.
        """
        if rows and self.conflict:
            self._land(tx, rows)
        elif rows:
            tx.at_commit(partial(self._copy, f"reporting.{self.table}", rows))

    def _land(self, tx: Transaction, rows: Sequence[Row]) -> None:
        tx.connection.execute(self._strip().encode())
        self._copy(f"pg_temp.landing_{self.table}", rows, tx.connection)
        tx.stage(self._merge())

    def _copy(self, into: str, rows: Sequence[Row], connection: psycopg.Connection[Any]) -> None:
        statement = f"COPY {into} ({self.names}) FROM STDIN (FORMAT binary)"
        with connection.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            copy.set_types([kind for _, kind in self.columns])
            for row in rows:
                copy.write_row(row)

    @property
    def names(self) -> str:
        return ", ".join(name for name, _ in self.columns)

    def _strip(self) -> str:
        return (
            f"CREATE TEMPORARY TABLE IF NOT EXISTS landing_{self.table}"
            f" (LIKE reporting.{self.table}) ON COMMIT DELETE ROWS"
        )

    def _merge(self) -> str:
        return (
            f"INSERT INTO reporting.{self.table} ({self.names})"  # noqa: S608 - our own names
            f" SELECT {self.names} FROM pg_temp.landing_{self.table} {self.conflict}"
        )


def replace(key: str, columns: tuple[tuple[str, str], ...]) -> str:
    """The conflict clause by which the new row takes the old one's place."""
    moved = ", ".join(f"{name} = excluded.{name}" for name, _ in columns if name != key)
    return f"ON CONFLICT ({key}) DO UPDATE SET {moved}"
