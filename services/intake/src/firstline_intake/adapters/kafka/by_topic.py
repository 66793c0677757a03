"""One worker, two kinds of topics: each record goes to the decider of its topic."""

from collections.abc import Mapping, Sequence

from firstline_chassis.inbox import Decider
from firstline_chassis.records import Record
from firstline_chassis.store import Transaction


class ByTopic:
    """A Decider made of others; all take their parts of a batch in one transaction."""

    def __init__(self, deciders: Mapping[str, Decider]):
        self._deciders = deciders

    @property
    def topics(self) -> list[str]:
        return list(self._deciders)

    def decide(self, tx: Transaction, records: Sequence[Record]) -> None:
        for topic, decider in self._deciders.items():
            theirs = [record for record in records if record.topic == topic]
            if theirs:
                decider.decide(tx, theirs)

    def park(self, tx: Transaction, record: Record, error: Exception) -> None:
        self._deciders[record.topic].park(tx, record, error)
