"""A header's name may be any bytes; no record is lost for it, and none is read twice."""

from typing import Any

import pytest
from aiokafka.consumer.fetcher import PartitionRecords
from aiokafka.structs import TopicPartition

from firstline_chassis.odd_headers import _Records
from tests.support.odd_records import OddName, odd_builder

NAMES: list[list[str]] = [[], ["plain"], ["é"], ["odd"], [], ["odd", "plain"], ["plain"]]


def page(names: list[list[str]]) -> bytes:
    """One batch of the wire, a record per list of header names."""
    builder = odd_builder()
    for offset, given in enumerate(names):
        headers = [(OddName(name) if name == "odd" else name, b"1") for name in given]
        assert builder.append(offset, 1_000 + offset, b"k", b"v%d" % offset, headers)
    return bytes(builder.build())


def read(data: bytes, begin: int = 0) -> list[Any]:
    home = TopicPartition("t", 0)
    records = PartitionRecords(home, _Records(data), None, begin, None, None, True, 0)
    return list(records)


@pytest.mark.parametrize("begin", [0, 2, 3, 4, 6])
def test_records_around_an_odd_one_are_read_once_and_in_order(begin: int) -> None:
    found = read(page(NAMES), begin)
    assert [one.offset for one in found] == list(range(begin, len(NAMES)))
    assert [one.value for one in found] == [b"v%d" % n for n in range(begin, len(NAMES))]
    assert [one.timestamp for one in found] == [1_000 + n for n in range(begin, len(NAMES))]


def test_an_odd_name_is_shown_with_replacements_and_the_others_as_they_are() -> None:
    names = [[name for name, _ in one.headers] for one in read(page(NAMES))]
    wanted = [["\ufffd\ufffd" if name == "odd" else name for name in one] for one in NAMES]
    assert names == wanted


def test_a_batch_without_oddities_is_read_by_the_fast_reader_alone() -> None:
    fast = _Records(page([[], ["plain"]])).next_batch()
    assert [one.offset for one in fast] == [0, 1]
    assert type(fast._batch).__module__.startswith("aiokafka.record")
