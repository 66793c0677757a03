"""Reading the logs that servers and services leave."""

from pathlib import Path


def last_lines(log: Path, count: int = 3) -> str:
    """The end of a log, for a message."""
    try:
        return " | ".join(log.read_text(errors="replace").strip().splitlines()[-count:])
    except OSError:
        return "it left no log"


def size_of(log: Path) -> int:
    """The position at its end; 0 for none."""
    return log.stat().st_size if log.exists() else 0


def text_after(log: Path, position: int) -> str:
    """What was written after `position`; all of it when the log has begun anew since."""
    if not log.exists():
        return ""
    with log.open("rb") as file:
        file.seek(position if log.stat().st_size >= position else 0)
        return file.read().decode(errors="replace")


def reason_in(text: str) -> list[str]:
    """The lines for people in what a process said; where it has only logged, those of its log."""
    lines = text.strip().splitlines()
    return [line for line in lines if not line.startswith("{")] or lines
