"""Running several things at once, so that none outlives the others' failure."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def together(*works: Coroutine[Any, Any, None]) -> None:
    """Run all of them; the first failure ends the others and is raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        await end(tasks)


async def end(tasks: Iterable["asyncio.Task[None]"]) -> None:
    """Cancel the tasks and wait until they are gone."""
    for task in (tasks := list(tasks)):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
