"""Walks in words: how they ended, and the way that was taken."""

from collections.abc import Iterable, Mapping
from typing import Any

_ENDED = {"solved": "solved", "not_solved": "not solved", "given_up": "given up"}


def outcome_of(outcome: str | None, place: int, *, by_silence: bool = False) -> str:
    """`given up at step 3`; of a walk that goes on, at which step it is."""
    if outcome is None:
        return f"at step {place}"
    silent = ", since nobody answered any more" if by_silence else ""
    if outcome == "given_up":
        return f"given up at step {place}{silent}"
    return f"{_ENDED.get(outcome, outcome)} in {place} steps"


def way_of(path: Iterable[Mapping[str, Any]]) -> str:
    """Every question with its answer, as they were read: `Is it lit? It is. → …`."""
    return " → ".join(f"{one['text']} {one['label']}" for one in path)


def version_of(flow: str, version: int) -> str:
    """As the policies call it."""
    return f"flow:{flow}@{version}"
