"""A file as it comes in, chunk by chunk: counted, hashed, and compared with what it says it is."""

import codecs
import hashlib
from collections.abc import Collection

import puremagic

from firstline_intake.domain.attaching import File
from firstline_intake.domain.errors import EmptyUpload, NotWhatItSays
from firstline_intake.domain.media_types import UNKNOWN, allowed, is_text, no_program, type_of

HEAD_BYTES = 4_096
"""How much is looked at to recognise a file; all magic that is known lies within."""


class Inspection:
    """One upload. `add` and `finish` raise Refused as soon as it can't be taken."""

    def __init__(self, content_type: str | None, types: Collection[str]):
        self._media_type = allowed(content_type, types)
        self._digest, self._size, self._head, self._judged = hashlib.sha256(), 0, b"", False
        is_words = is_text(self._media_type)
        self._words = codecs.getincrementaldecoder("utf-8")() if is_words else None

    def add(self, chunk: bytes) -> None:
        self._digest.update(chunk)
        self._size += len(chunk)
        self._head += chunk[: HEAD_BYTES - len(self._head)]
        if self._words:
            self._must_be_text(chunk)
        if not self._judged and len(self._head) == HEAD_BYTES:
            self._judge()

    def finish(self) -> File:
        """What came, whole."""
        if self._size == 0:
            raise EmptyUpload("The file is empty; send its bytes as the body of the request.")
        if not self._judged:
            self._judge()
        if self._words:
            self._must_be_text(b"", final=True)
        return File(self._media_type, self._size, self._digest.hexdigest())

    def _judge(self) -> None:
        self._judged = True
        no_program(self._media_type, self._head)
        if self._words is None and self._media_type != UNKNOWN:
            found = _recognised(self._head)
            if self._media_type not in found:
                raise self._lie(found[0] if found else "of no known type")

    def _must_be_text(self, chunk: bytes, *, final: bool = False) -> None:
        assert self._words
        try:
            has_nul = "\0" in self._words.decode(chunk, final)
        except UnicodeDecodeError:
            has_nul = True
        if has_nul:
            found = [one for one in _recognised(self._head) if not is_text(one)]
            raise self._lie(found[0] if found else "no text in UTF-8")

    def _lie(self, found: str) -> NotWhatItSays:
        return NotWhatItSays(
            f"The upload says {self._media_type}, but its bytes are {found}; send it with the"
            " Content-Type that it has (texts in UTF-8).",
            said=self._media_type,
            found=found,
        )


def _recognised(head: bytes) -> list[str]:
    """The types that the bytes may be, likeliest first."""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
    return [type_of(one.mime_type) for one in matches if one.mime_type]
