"""Showing an import: a live picture on a terminal, plain lines elsewhere."""

import time

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from firstline_console.importing.progress import Display, Progress

PLAIN_EVERY = 5.0


def display_for(console: Console) -> Display:
    """The display that suits where the output goes."""
    return LiveDisplay(console) if console.is_terminal else PlainDisplay(console)


class LiveDisplay:
    """Redraws a few lines in place."""

    def __init__(self, console: Console) -> None:
        self._live = Live(console=console, refresh_per_second=8, transient=True)

    def __enter__(self) -> "LiveDisplay":
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, progress: Progress) -> None:
        """Draw this moment."""
        self._live.update(_picture(progress))


class PlainDisplay:
    """Prints a line when the stage changes, and every few seconds."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._stage = ""
        self._printed = 0.0

    def __enter__(self) -> "PlainDisplay":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def show(self, progress: Progress) -> None:
        """Print this moment, unless the last line is young."""
        now = time.monotonic()
        if progress.stage == self._stage and now - self._printed < PLAIN_EVERY:
            return
        self._stage, self._printed = progress.stage, now
        self._console.print(line_of(progress), highlight=False, soft_wrap=True)


def line_of(progress: Progress) -> str:
    """One moment in one line."""
    parts = [progress.stage]
    if progress.read:
        parts.append(f"{progress.read:,} rows")
    if progress.total:
        parts.append(f"{progress.answered:,} of {progress.total:,} rows")
    if progress.rate:
        parts.append(f"{progress.rate:,.0f} rows/s")
    left = progress.seconds_left
    if left:
        parts.append(f"{_span(left)} left")
    if progress.lags:
        parts.append("lag " + ", ".join(f"{name} {lag:,}" for name, lag in progress.lags.items()))
    return " · ".join(parts)


def _picture(progress: Progress) -> Group:
    bar = ProgressBar(total=max(progress.total, 1), completed=progress.answered, width=48)
    figures = Table.grid(padding=(0, 2))
    if progress.read:
        figures.add_row("rows read", f"{progress.read:,}")
        return Group(Text(progress.stage, style="bold"), figures)
    figures.add_row("rows", f"{progress.answered:,} of {progress.total:,}")
    figures.add_row("published", f"{progress.published:,} (known before: {progress.known:,})")
    figures.add_row("speed", f"{progress.rate:,.0f} rows/s · {_left(progress)}")
    for name, lag in progress.lags.items():
        figures.add_row(name, Text(f"{lag:,} behind", style="yellow" if lag else "green"))
    return Group(Text(progress.stage, style="bold"), bar, figures)


def _left(progress: Progress) -> str:
    left = progress.seconds_left
    return "measuring" if left is None else f"{_span(left)} left"


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
