"""How far the import is, as one picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Progress:
    """One moment of an import; `answered` of `total` have a receipt, `known` from before it."""

    stage: str
    read: int = 0
    total: int = 0
    known: int = 0
    published: int = 0
    answered: int = 0
    seconds: float = 0.0
    lags: Mapping[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Records answered a second, in this run."""
        done = self.answered - self.known
        return done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take at this rate until all are answered; None while nobody can tell."""
        return (self.total - self.answered) / self.rate if self.rate > 0 else None


class Display(Protocol):
    """What shows the progress to a person. `show` may be called many times a second."""

    def __enter__(self) -> "Display": ...

    def __exit__(self, *_: object) -> None: ...

    def show(self, progress: Progress) -> None: ...


class NoDisplay:
    """Shows nothing: for tests and benchmarks."""

    def __enter__(self) -> "NoDisplay":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def show(self, progress: Progress) -> None:
        """Keep quiet."""
