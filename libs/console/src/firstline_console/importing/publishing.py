"""Publishing records in their order, a bounded slice at a time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from firstline_chassis.kafka import Outgoing as Record
from firstline_chassis.kafka import Publisher
from firstline_console.importing.records import Outgoing

TOPIC = "inbound-ticket-v1"
SLICE = 4000
"""Records on their way to the broker at one moment: about 3 MB."""


async def publish(
    publisher: Publisher, records: Iterable[Outgoing], told: Callable[[int], None]
) -> int:
    """Send all records; `told` hears the count of those acknowledged. Order is kept per key."""
    sent = 0
    for part in _slices(records):
        await publisher.send(part)
        sent += len(part)
        told(sent)
    return sent


def _slices(records: Iterable[Outgoing]) -> Iterator[list[Record]]:
    outgoing = (Record(TOPIC, record.key, record.value) for record in records)
    while part := list(islice(outgoing, SLICE)):
        yield part
