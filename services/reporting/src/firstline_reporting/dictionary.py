"""The data dictionary of schema `analytics`, from the database itself.

`python -m firstline_reporting.dictionary DATABASE_URL` prints docs/analytics.md. What is promised
and the sample queries stand beside this file, in `dictionary.txt`.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

_MARK = "<!-- dictionary -->"
_TEXT = Path(__file__).with_name("dictionary.txt")
_COLUMNS = r"""SELECT c.relname, obj_description(c.oid, 'pg_class'), a.attname,
           regexp_replace(format_type(a.atttypid, a.atttypmod), '^\w+\.', ''),
           col_description(c.oid, a.attnum)
      FROM pg_class AS c
      JOIN pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = 'analytics' AND c.relkind IN ('v', 'm', 'r')
     ORDER BY c.relname, a.attnum"""
_FUNCTIONS = """SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
           obj_description(p.oid, 'pg_proc'), a.name, format_type(a.kind, NULL)
      FROM pg_proc AS p
      JOIN pg_namespace AS n ON n.oid = p.pronamespace
     CROSS JOIN LATERAL unnest(p.proargnames, p.proallargtypes, p.proargmodes)
           WITH ORDINALITY AS a (name, kind, mode, place)
     WHERE n.nspname = 'analytics' AND a.mode = 't'
     ORDER BY 1, a.place"""


class Described(NamedTuple):
    """One column of a view, or of what a function yields."""

    of: str
    about: str
    name: str
    kind: str
    comment: str


def read(connection: psycopg.Connection[Any]) -> list[Described]:
    """Every column of every view, and of what every function yields; nothing without a comment.

    Raises ValueError for a view, function or column that says nothing of itself.
    """
    views = [Described(*row) for row in connection.execute(_COLUMNS.encode())]
    for of, about, name, kind in connection.execute(_FUNCTIONS.encode()):
        views.append(Described(of, about, name, kind, "as in tickets, as it stood then"))
    found = views
    silent = [f"{one.of}.{one.name}" for one in found if not one.about or not one.comment]
    if silent:
        raise ValueError(f"no comment on {', '.join(silent)}: add COMMENT ON in a migration")
    return found


def document(described: Iterable[Described]) -> str:
    """The whole page."""
    parts = groupby(described, key=lambda one: (one.of, one.about))
    told = "\n\n".join("\n".join(_part(of, about, list(columns))) for (of, about), columns in parts)
    return _TEXT.read_text(encoding="utf-8").replace(_MARK, told)


def _part(of: str, about: str, columns: list[Described]) -> Iterator[str]:
    head, _, example = about.partition(":\nselect")
    yield f"### {of}\n"
    yield _one_line(head if example else about) + (":" if example else "")
    if example:
        yield f"\n```sql\nselect{example}\n```"
    yield "\n| column | type | means |\n| --- | --- | --- |"
    for one in columns:
        means = _one_line(one.comment).replace("|", "\\|")
        yield f"| `{one.name}` | {one.kind} | {means} |"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def main(database_url: str) -> None:
    """Print the page for the database at this address."""
    with psycopg.connect(database_url) as connection:
        sys.stdout.write(document(read(connection)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m firstline_reporting.dictionary DATABASE_URL")
    main(sys.argv[1])
