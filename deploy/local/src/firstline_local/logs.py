"""Reading the logs that servers and services leave."""

from pathlib import Path


def last_lines(log: Path, count: int = 3) -> str:
    """The end of a log, for a message."""
    try:
        return " | ".join(log.read_text(errors="replace").strip().splitlines()[-count:])
    except OSError:
        return "it left no log"


def text_after(log: Path, position: int) -> str:
    """What was written after `position`; all of it when the log has begun anew since."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(position if log.stat().st_size >= position else 0)
        return file.read().decode(errors="replace")
