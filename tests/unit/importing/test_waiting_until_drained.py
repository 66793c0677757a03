"""The import is over when nobody has anything to read and no topic grows any more."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import pytest

from firstline_console.importing.draining import Look, inputs_of, wait_until_drained


class StandsStill(Exception):
    """What the test raises for a stall."""


def looks(*seen: tuple[int, int]) -> Callable[[], Awaitable[Look]]:
    """One look after the other as (lag, end); the last one again and again."""
    waiting = [Look({"intake": lag}, {("topic", 0): end}) for lag, end in seen]

    async def look() -> Look:
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return look


def wait(seen: Iterable[tuple[int, int]], stall_seconds: float = 60.0) -> None:
    look = looks(*seen)
    asyncio.run(
        wait_until_drained(look, lambda _: StandsStill(), stall_seconds, look_seconds=0.001)
    )


def test_lag_and_growth_are_waited_out() -> None:
    wait([(5, 10), (0, 10), (0, 12), (3, 15), (0, 15)])


def test_a_lag_that_does_not_move_is_a_stall() -> None:
    with pytest.raises(StandsStill):
        wait([(5, 10)], stall_seconds=0.01)


def test_a_service_reads_what_the_catalogue_says() -> None:
    assert inputs_of("triage") == ["intake-ticket-v1"]
    assert "triage-assessment-v1" in inputs_of("reporting")
