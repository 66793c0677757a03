"""However the stream is cut into batches, what is written is the same."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from firstline_chassis.received import read_envelope
from firstline_chassis.sequenced import Arrival
from firstline_events.catalogue import message_types
from firstline_reporting.read_models import assessments, cases, standings
from firstline_reporting.read_models.history import Ended
from firstline_reporting.read_models.landing import Landing, Row
from firstline_reporting.read_models.projection import Batch
from tests.support.answer_history import answer_history
from tests.support.incident_cases import with_cases
from tests.support.incident_rows import incident_rows
from tests.support.incident_stream import records, told
from tests.support.live_history import live_history, live_records


def _arrivals() -> list[Arrival]:
    arrivals = []
    desk = live_history(20)
    live = live_records([*desk, *answer_history(desk, 20)])
    for record in [*records(list(with_cases(told(incident_rows(300))))), *live]:
        envelope = read_envelope(record.value or b"")
        message = message_types(record.topic)[envelope.type].model_validate(envelope.data)
        arrivals.append(Arrival(record, envelope, message))
    return arrivals


ARRIVALS = _arrivals()


class Tables:
    """The rows between batches, in memory: as the tables keep them."""

    def __init__(self) -> None:
        self.standings: dict[UUID, tuple[Any, ...]] = {}
        self.assessments: dict[UUID, tuple[Any, ...]] = {}
        self.cases: dict[UUID, tuple[Any, ...]] = {}
        self.history: list[Ended] = []
        self.facts: dict[Landing, list[Row]] = {}

    def take(self, arrivals: Sequence[Arrival]) -> None:
        batch = Batch(arrivals)
        for one in batch.standings.keys() & self.standings.keys():
            batch.standings[one] = standings.from_row(self.standings[one])
        for one in batch.assessments.keys() & self.assessments.keys():
            batch.assessments[one] = assessments.from_row(self.assessments[one])
        for one in batch.cases.keys() & self.cases.keys():
            batch.cases[one] = cases.from_row(self.cases[one])
        batch.fold()
        self.standings |= {one: standings.to_row(row) for one, row in batch.standings.items()}
        self.assessments |= {one: assessments.to_row(row) for one, row in batch.assessments.items()}
        self.cases |= {one: cases.to_row(row) for one, row in batch.cases.items()}
        self.history += batch.ended()
        for landing, rows in batch.grown().items():
            self.facts.setdefault(landing, []).extend(rows)

    def contents(self) -> tuple[Any, ...]:
        facts = {landing: sorted(map(str, rows)) for landing, rows in self.facts.items()}
        return self.standings, self.assessments, self.cases, sorted(self.history), facts


def _read(batches: Sequence[Sequence[Arrival]]) -> tuple[Any, ...]:
    tables = Tables()
    for batch in batches:
        tables.take(batch)
    return tables.contents()


WHOLE = _read([ARRIVALS])


@given(st.sets(st.integers(0, len(ARRIVALS)), max_size=40))
def test_any_cut_of_the_stream_gives_the_same_rows(cuts: set[int]) -> None:
    ends = [0, *sorted(cuts), len(ARRIVALS)]
    batches = [ARRIVALS[begin:end] for begin, end in pairwise(ends)]
    assert _read(batches) == WHOLE


@given(st.randoms(use_true_random=False))
def test_the_topics_may_arrive_in_any_order_to_one_another(chance: Any) -> None:
    topics: dict[str, list[Arrival]] = defaultdict(list)
    for one in ARRIVALS:
        topics[one.record.topic].append(one)
    merged: list[Arrival] = []
    while waiting := [topic for topic in topics if topics[topic]]:
        merged.append(topics[chance.choice(waiting)].pop(0))
    assert _read([merged[:200], merged[200:]]) == WHOLE
