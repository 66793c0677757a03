"""Taking in a file: inspected as it comes, stored under its digest, told only afterwards."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import NamedTuple

from firstline_intake.application.inspecting import Inspection
from firstline_intake.application.ports import Objects
from firstline_intake.domain.attaching import File
from firstline_intake.domain.media_types import DEFAULT_TYPES

MEBIBYTE = 1024 * 1024


class UploadRules(NamedTuple):
    """What is taken: so many bytes, of these types."""

    max_bytes: int = 25 * MEBIBYTE
    types: tuple[str, ...] = DEFAULT_TYPES


async def store_file(
    chunks: AsyncIterator[bytes], content_type: str | None, rules: UploadRules, objects: Objects
) -> File:
    """Store the bytes and say what they are. Raises Refused; then nothing has been kept.

    Storing comes before telling: a crash in between leaves an object that no event names. It is
    harmless, and the same bytes sent again become the same object.
    """
    inspection = Inspection(content_type, rules.types)
    async with objects.draft() as draft, aclosing(chunks) as coming:  # type: ignore[type-var]
        async for chunk in coming:
            inspection.add(chunk)
            await draft.write(chunk)
        file = inspection.finish()
        draft.name(file.sha256)
    return file
