"""How rows reach a table: copied into a temporary one now, merged at commit, after the lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from firstline_chassis.store import Transaction

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Landing:
    """A table of schema `reporting`, its columns with their types, and how a merge ends.

    `conflict` is what follows INSERT … SELECT: the clause ON CONFLICT, or nothing.
    """

    table: str
    columns: tuple[tuple[str, str], ...]
    conflict: str

    def write(self, tx: Transaction, rows: Sequence[Row]) -> None:
        """Copy the rows and stage their merge. Rows must not collide with one another."""
        if not rows:
            return
        tx.connection.execute(self._strip().encode())
        with tx.connection.cursor() as cursor, cursor.copy(self._copy().encode()) as copy:
            copy.set_types([kind for _, kind in self.columns])
            for row in rows:
                copy.write_row(row)
        tx.stage(self._merge())

    @property
    def names(self) -> str:
        return ", ".join(name for name, _ in self.columns)

    def _strip(self) -> str:
        return (
            f"CREATE TEMPORARY TABLE IF NOT EXISTS landing_{self.table}"
            f" (LIKE reporting.{self.table}) ON COMMIT DELETE ROWS"
        )

    def _copy(self) -> str:
        return f"COPY pg_temp.landing_{self.table} ({self.names}) FROM STDIN (FORMAT binary)"

    def _merge(self) -> str:
        return (
            f"INSERT INTO reporting.{self.table} ({self.names})"  # noqa: S608 - our own names
            f" SELECT {self.names} FROM pg_temp.landing_{self.table} {self.conflict}"
        )


def replace(key: str, columns: tuple[tuple[str, str], ...]) -> str:
    """The conflict clause by which the new row takes the old one's place."""
    moved = ", ".join(f"{name} = excluded.{name}" for name, _ in columns if name != key)
    return f"ON CONFLICT ({key}) DO UPDATE SET {moved}"
