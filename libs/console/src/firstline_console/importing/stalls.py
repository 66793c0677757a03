"""Naming the service that stands still, and what to do about it."""

from collections.abc import Mapping

from firstline_console.importing.errors import ImportStalled


def stalled(seconds: float, lags: Mapping[str, int]) -> ImportStalled:
    """The error for an import that has not moved for `seconds`."""
    behind = {name: lag for name, lag in lags.items() if lag}
    told = ", ".join(f"{name} {lag:,}" for name, lag in lags.items()) or "not known"
    culprit = next(iter(behind), "intake")
    why = "stands still" if behind else "has read everything, but its answers don't come"
    return ImportStalled(
        f"{culprit} {why}: nothing has moved for {seconds:.0f} s (records behind: {told}).",
        f"see what it says: firstline logs {culprit} · then run the same import again: it goes on.",
    )
