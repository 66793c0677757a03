"""What stops an import as a whole; a single bad row never does."""

from pathlib import Path

from firstline_console.boundary import UserError


class UnreadableLog(UserError):
    """The file can't be read as an incident log. Nothing of it has been published."""

    def __init__(self, path: Path, line: int | None, reason: str, remedy: str) -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {reason}. Nothing was published.", remedy)


class ImportStalled(UserError):
    """Records were published, and nobody answers them any more."""


class ImportInterrupted(UserError):
    """The person at the keyboard stopped the import; what was published stays."""


class KafkaUnreachable(UserError):
    """The broker can't be reached, or lacks the topics of the suite."""
