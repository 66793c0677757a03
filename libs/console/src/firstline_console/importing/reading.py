"""Reading the incident log: each line becomes a row to publish or a refusal that says why."""

import csv
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from firstline_console.importing.columns import (
    NUMBER,
    OPENED_AT,
    STATE,
    UPDATED_AT,
    Words,
    header_of,
    split,
    words_of,
)
from firstline_console.importing.errors import UnreadableLog
from firstline_console.importing.figures import RowFigures
from firstline_console.importing.records import recorded
from firstline_console.importing.rows import RefusedRow, Row
from firstline_console.importing.source import GET_AGAIN, lines_of
from firstline_console.importing.tickets import Tickets
from firstline_console.importing.times import parse_time

MEND = "mend this line and import the file again: what is known already is left alone."
EVERY = 1000


@dataclass
class Reading:
    """Everything that the file says, in the order of the file. About 1 KB per row in memory."""

    rows: list[Row] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    tickets: Tickets = field(default_factory=Tickets)
    figures: RowFigures = field(default_factory=RowFigures)

    @property
    def total(self) -> int:
        """How many rows were read."""
        return len(self.rows) + len(self.refused)


def read_log(
    path: Path, limit: int | None = None, told: Callable[[int], None] = lambda _: None
) -> Reading:
    """Read the whole file, or its first `limit` rows; `told` hears how many from time to time."""
    reading = Reading()
    for line, header, text in _rows_of(path):
        if limit is not None and reading.total >= limit:
            reading.tickets.cut = True
            break
        _take(reading, path, line, header, text)
        if reading.total % EVERY == 0:
            told(reading.total)
    told(reading.total)
    return reading


def _rows_of(path: Path) -> Iterator[tuple[int, list[str], str]]:
    lines = lines_of(path)
    first = next(lines, None)
    if first is None:
        raise UnreadableLog(path, 1, "the file is empty", GET_AGAIN)
    header = header_of(path, first[1])
    return ((line, header, text) for line, text in lines if text)


def _take(reading: Reading, path: Path, line: int, header: list[str], text: str) -> None:
    try:
        words = _words(reading.tickets, header, text)
        row = _row(reading.tickets, line, words)
    except ValueError as error:
        reading.refused.append(RefusedRow.at(path, line, str(error), MEND))
    else:
        reading.rows.append(row)
        reading.figures.count(words)


def _words(tickets: Tickets, header: list[str], text: str) -> Words:
    try:
        cells = split(text)
        if len(cells) != len(header):
            raise ValueError(f"the line has {len(cells)} cells instead of {len(header)}")
        return words_of(header, cells)
    except (ValueError, csv.Error) as error:
        _count_broken(tickets, header, text)
        raise ValueError(str(error)) from error


def _count_broken(tickets: Tickets, header: list[str], text: str) -> None:
    """A broken line keeps its ordinal: the rows after it keep their ids once it is mended."""
    cells = text.split(",")
    place = header.index(NUMBER)
    if place < len(cells):
        tickets.next_row_of(cells[place])


def _row(tickets: Tickets, line: int, words: Words) -> Row:
    reference = sys.intern(_required(words, NUMBER))
    ticket = tickets.next_row_of(reference)
    at, opened_at = (parse_time(_required(words, name)) for name in (UPDATED_AT, OPENED_AT))
    body = recorded(reference, ticket.ordinal, at, opened_at, words)
    tickets.saw(at)
    effective = ticket.move(opened_at, at, words[STATE])
    return Row(line, reference, ticket.ordinal, at, effective, body)


def _required(words: Words, name: str) -> str:
    word = words.get(name)
    if word is None:
        raise ValueError(f"{name} is unknown, and nothing can be said of a row without it")
    return word
