"""The events of cases and the two topics, in whichever order, give the rows that were kept."""

from collections.abc import Iterator

import pytest

from firstline_chassis.received import read_data, read_envelope
from firstline_escalation.application.listening import heard_after
from firstline_escalation.domain.case import Case
from firstline_escalation.domain.values import Heard
from firstline_escalation.read_models.queue import row_of
from firstline_escalation.read_models.queue_rows import COLUMNS, Row
from firstline_events.catalogue import message_types
from firstline_events.vocabulary import Priority
from tests.support.case_api import Cases
from tests.support.case_streams import INTAKE, TRIAGE, Spoken
from tests.support.case_worker import CaseWorker, case_worker
from tests.support.servers import Database
from tests.support.streams import Told


@pytest.fixture
def worker(database: Database) -> Iterator[CaseWorker]:
    with case_worker(database) as worker:
        yield worker


def stories(worker: CaseWorker) -> list[tuple[Spoken, list[Told]]]:
    """Tickets that were routed, taken, moved, assessed twice, imported and ended."""
    api = Cases(worker)
    taken, moved, imported, ended = (Spoken(str(n), imported=n == 3) for n in range(1, 5))
    told = {
        taken: [*taken.begins(), taken.is_classified("hardware"), taken.is_assessed()],
        moved: [*moved.begins("network"), moved.asks_to_be_escalated()],
        imported: [
            *imported.begins(),
            imported.is_assigned("Group 70", "Resolver 12"),
            imported.is_assigned("Group 24"),
        ],
        ended: [*ended.begins(), ended.is_resolved()],
    }
    for events in told.values():
        worker.takes(*events)
    api.act(taken, "take")
    api.act(taken, "major-incident", reason="Nobody can work.")
    api.act(moved, "escalate", findings="Beyond us.")
    later = [moved.is_classified(None), moved.is_assessed(priority=Priority.LOW)]
    worker.takes(*later)
    told[moved] += later
    return list(told.items())


def rebuilt(worker: CaseWorker, ticket: Spoken, told: list[Told]) -> Case:
    """From the stored events, and from the topics: all of triage before any of intake."""
    heard = Heard()
    for topic in (TRIAGE, INTAKE):
        for one in told:
            envelope = read_envelope(one.value or b"")
            if one.topic == topic:
                message = read_data(message_types(topic)[envelope.type], envelope)
                heard = heard_after(heard, envelope, message)
    case = Case.vacant(ticket.id)
    with worker.store.reading() as tx:
        for event in tx.events(ticket.id):
            case.absorb(event)
    case.heard = heard
    return case


def test_a_rebuild_gives_the_same_rows(worker: CaseWorker) -> None:
    cases = [rebuilt(worker, *story) for story in stories(worker)]
    with worker.store.reading() as tx:
        lines = worker.tools.lines(tx)
    wanted = {case.id: row_of(case, lines) for case in cases if case.ended is None}
    stored = worker.rows(f"SELECT {COLUMNS} FROM queue_v1")  # noqa: S608
    rows = map(Row.from_columns, stored)
    assert {row.ticket_id: row for row in rows} == wanted
    assert len(wanted) == 3
    for case in cases:
        assert worker.case(case.id).heard == case.heard
