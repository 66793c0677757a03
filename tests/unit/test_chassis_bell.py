"""The bell that wakes the relay."""

import asyncio
import threading
import time

from firstline_chassis.bell import Bell

LONG = 60.0


def test_a_ring_of_another_thread_ends_the_sleep() -> None:
    async def sleep(bell: Bell) -> None:
        sleeping = asyncio.create_task(bell.heard(LONG))
        await asyncio.sleep(0)
        ringer = threading.Thread(target=bell.ring)
        ringer.start()
        await asyncio.wait_for(sleeping, 10)
        ringer.join()

    asyncio.run(sleep(Bell()))


def test_a_ring_while_nobody_listens_is_heard_by_the_next_one_who_does() -> None:
    async def ring_first(bell: Bell) -> None:
        await bell.heard(0)
        bell.ring()
        bell.ring()
        await asyncio.wait_for(bell.heard(LONG), 10)

    asyncio.run(ring_first(Bell()))


def test_without_a_ring_it_sleeps_as_long_as_it_was_told() -> None:
    bell = Bell()
    began = time.monotonic()

    asyncio.run(bell.heard(0.05))

    assert time.monotonic() - began >= 0.05


def test_ringing_before_and_after_the_loop_does_nothing() -> None:
    bell = Bell()

    bell.ring()
    asyncio.run(bell.heard(0))
    bell.ring()
