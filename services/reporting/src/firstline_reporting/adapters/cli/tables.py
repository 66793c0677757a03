"""Tables as wide as the terminal, in which no figure and no word of a heading is ever broken.

What is piped has no edge: there a row is a line, however long, so that other programs find it
whole. Where a terminal is too narrow for a table, each row becomes a block of lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

_GAP = 2
_NOTHING = "-"


@dataclass(frozen=True)
class Column:
    """A heading with its cells; figures stand on the right and are never broken."""

    heading: str
    cells: Sequence[Text]
    figures: bool = False
    style: str = ""

    @property
    def least(self) -> int:
        """How narrow it can be: headings and texts break between words alone."""
        words = self.heading.split()
        texts = [cell.plain for cell in self.cells]
        parts = texts if self.figures else chain.from_iterable(text.split() for text in texts)
        return max((cell_len(part) for part in chain(words, parts)), default=0)

    @property
    def most(self) -> int:
        """How wide it is when nothing is broken."""
        return max(cell_len(text) for text in [self.heading, *(one.plain for one in self.cells)])


def print_table(console: Console, columns: Sequence[Column]) -> None:
    """Every row: as a table if it has room, else as blocks. Columns are equally long."""
    widths = _widths(columns, console.width if console.is_terminal else None)
    if widths is None:
        _print_blocks(console, columns)
        return
    whole = sum(widths) + _GAP * len(widths)
    table = Table(box=None, padding=(0, _GAP, 0, 0), header_style="dim", width=whole)
    for column, width in zip(columns, widths, strict=True):
        side = "right" if column.figures else "left"
        heading = Text(column.heading)
        table.add_column(heading, justify=side, width=width, style=column.style)  # type: ignore[arg-type]
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*row)
    console.print(table, crop=False)


def _widths(columns: Sequence[Column], room: int | None) -> list[int] | None:
    """The width of each, the first ones as wide as they like; None when there is no room."""
    if room is None:
        return [column.most for column in columns]
    widths = [column.least for column in columns]
    rest = room - sum(widths) - _GAP * len(widths)
    if rest < 0:
        return None
    for place, column in enumerate(columns):
        more = min(rest, column.most - widths[place])
        widths[place], rest = widths[place] + more, rest - more
    return widths


def _print_blocks(console: Console, columns: Sequence[Column]) -> None:
    """What a row is of, and under it a line for each of its figures."""
    texts = [column for column in columns if not column.figures]
    figures = [column for column in columns if column.figures]
    wide = max((cell_len(column.heading) for column in figures), default=0)
    for place in range(len(columns[0].cells)):
        titles = [column.cells[place] for column in texts]
        console.print(Text(", ").join(one for one in titles if one), style="bold", soft_wrap=True)
        for column in figures:
            name = Text(f"  {column.heading}:".ljust(wide + 3), "dim")
            cell = column.cells[place] or Text(_NOTHING)
            console.print(Text(" ").join([name, cell]), highlight=False, soft_wrap=True)
