"""Records whose header names aren't UTF-8: the stock reader fails on them, again and again.

A broker takes any bytes as a header's name. aiokafka decodes names strictly, so that one such
record, of any publisher, would stop its partition for good and tell nobody.
"""

from collections.abc import Iterator
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import _MemoryRecordsPy


class _Lenient(bytearray):
    """Bytes that are always text, if need be with replacement characters."""

    def __getitem__(self, key: Any) -> Any:
        part = super().__getitem__(key)
        return _Lenient(part) if isinstance(part, bytearray) else part

    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        return super().decode(encoding, errors)


class _Batch:
    """A batch as the fetcher wants it; read once more, leniently, where the fast reader fails."""

    def __init__(self, batch: Any, page: bytes):
        self._batch, self._page = batch, page

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from self._batch
        except UnicodeDecodeError:
            yield from self._leniently()  # the fetcher passes over the offsets that it has

    def _leniently(self) -> Iterator[Any]:
        batch = iter(_DefaultRecordBatchPy(self._page))
        batch._buffer = _Lenient(batch._buffer)
        yield from batch


class _Records(_MemoryRecordsPy):  # type: ignore[misc]
    def next_batch(self) -> Any:
        page = self._next_slice
        return _Batch(super().next_batch(), page)


def read_odd_headers() -> None:
    """Let every consumer of this process read such records as well."""
    fetcher.MemoryRecords = _Records
