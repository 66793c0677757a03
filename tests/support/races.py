"""Many who do the same at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def race(act: Callable[[int], T], racers: int = 20) -> list[T]:
    """What came of each; all of them begin at the same moment."""
    barrier = Barrier(racers)

    def run(number: int) -> T:
        barrier.wait(10)
        return act(number)

    with ThreadPoolExecutor(racers) as pool:
        return list(pool.map(run, range(racers)))
