"""However two topics interleave, are cut into batches and told twice: the same case."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.case_streams import INTAKE, TRIAGE, Spoken
from tests.support.case_worker import CaseWorker, case_worker
from tests.support.servers import Database
from tests.support.streams import Told

pytestmark = pytest.mark.integration
_NAMES = count(1)


@pytest.fixture
def worker(database: Database) -> Iterator[CaseWorker]:
    with case_worker(database) as worker:
        yield worker


def story(ticket: Spoken) -> dict[str, list[Told]]:
    """Both topics of one ticket: three questions with their answers, and what comes between."""
    told = [
        *ticket.begins("vpn"),
        ticket.asks_to_be_escalated(),
        ticket.is_classified("hardware"),
        ticket.is_assessed(),
        ticket.is_talked_about(),
        ticket.is_classified("network"),
        ticket.is_skipped(),
        ticket.asks_to_be_escalated(2),
        ticket.is_resolved(),
        ticket.is_reopened(),
        ticket.goes_live(),
    ]
    return {topic: [one for one in told if one.topic == topic] for topic in (INTAKE, TRIAGE)}


def lasting(worker: CaseWorker, ticket: Spoken) -> tuple[list[str], list[int], Any]:
    """What must not depend on how the topics interleave."""
    case = worker.case(ticket.id)
    heard = case.heard._replace(tenant="")
    intake = [event.data["intake_sequence"] for event in worker.events(ticket.id)]
    return worker.told(ticket.id), intake, (case.place, case.open_request, case.moves, heard)


@st.composite
def deliveries(draw: st.DrawFn) -> list[list[str]]:
    """Batches; each names the topics of its records, next or told again (`!`)."""
    steps = [INTAKE] * 10 + [TRIAGE] * 3
    order = draw(st.permutations(steps))
    batches: list[list[str]] = [[]]
    for topic in order:
        batches[-1].append(topic)
        if draw(st.booleans()):
            batches[-1].append(f"!{topic}")
        if draw(st.booleans()):
            batches.append([])
    return batches


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deliveries())
def test_any_interleaving_gives_the_same_case(worker: CaseWorker, batches: list[list[str]]) -> None:
    ticket, twin = Spoken(str(next(_NAMES))), Spoken(str(next(_NAMES)))
    imported, alike = story(ticket), story(twin)
    worker.takes(*in_order(alike))
    taken = {INTAKE: 0, TRIAGE: 0}
    for batch in batches:
        worker.takes(*_batch(imported, taken, batch))
    assert lasting(worker, ticket)[:2] == lasting(worker, twin)[:2]
    mine, its = lasting(worker, ticket)[2], lasting(worker, twin)[2]
    assert mine[:3] == its[:3]
    assert mine[3]._replace(number=None) == its[3]._replace(number=None)
    assert (worker.waiting(), worker.rows("SELECT * FROM timers")) == (0, [])


def in_order(told: dict[str, list[Told]]) -> list[Told]:
    """The plain way: each answer right after its question."""
    intake, triage = iter(told[INTAKE]), iter(told[TRIAGE])
    order = [INTAKE, INTAKE, TRIAGE, INTAKE, INTAKE, TRIAGE, INTAKE, INTAKE, TRIAGE]
    first = [next(intake if topic == INTAKE else triage) for topic in order]
    return [*first, *intake, *triage]


def _batch(told: dict[str, list[Told]], taken: dict[str, int], names: list[str]) -> list[Told]:
    batch = []
    for name in names:
        topic = name.removeprefix("!")
        if name == topic:
            taken[topic] += 1
        batch.append(told[topic][taken[topic] - 1])
    return batch
