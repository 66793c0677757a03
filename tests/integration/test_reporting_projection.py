"""The projections on a real PostgreSQL: however records are delivered, the tables are the same."""

from collections.abc import Iterator
from random import Random

import psycopg
import pytest
from psycopg import sql

from firstline_chassis.inbox import Inbox
from firstline_chassis.mapper import StructMapper
from firstline_chassis.records import Record
from firstline_chassis.sequenced import Sequenced
from firstline_chassis.store import PositionsMoved, Store
from firstline_events import intake
from firstline_reporting.read_models.projection import Projection
from tests.support.answer_history import SUGGESTION, answer_history
from tests.support.incident_cases import with_cases
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import TRIAGE, records, told
from tests.support.live_history import live_history, live_records
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.servers import Database

pytestmark = pytest.mark.integration
DESK = live_history(60)
ANSWERS = answer_history(DESK, 60)
LIVE = live_records([*DESK, *ANSWERS], 1)
IMPORTED = records(list(with_cases(told(by_time(incident_rows(600))))))
STREAM = [*IMPORTED, *(one._replace(partition=9) for one in LIVE)]


@pytest.fixture
def store(database: Database) -> Iterator[ReportingStore]:
    with reporting_store(database.url("reporting")) as store:
        yield store


def test_any_cut_of_the_stream_fills_the_tables_alike(store: ReportingStore) -> None:
    store.feed(STREAM)
    whole = store.contents()
    for seed in range(6):
        store.empty()
        chance = Random(seed)
        store.feed(STREAM, chance.sample(range(len(STREAM)), 5 * 2**seed))
        assert store.contents() == whole


def test_nothing_that_a_searcher_typed_is_kept(store: ReportingStore) -> None:
    store.feed(STREAM)
    [(searches,)] = store.rows("SELECT count(*) FROM reporting.searches_v1")
    assert searches > 0
    assert "ada's secret" not in str(store.contents())


def test_the_events_of_a_ticket_tell_of_its_suggestions_and_of_no_draft(
    store: ReportingStore,
) -> None:
    store.feed(STREAM)
    tickets = {one.ticket_id for one in DESK if isinstance(one.message, intake.TicketOpened)}
    told = {(one.ticket_id, one.sequence) for one in ANSWERS if one.topic == SUGGESTION}
    kept = store.rows(
        "SELECT ticket_id, sequence FROM analytics.ticket_events WHERE topic = 'kb-suggestion-v1'"
    )
    assert set(kept) == {one for one in told if one[0] in tickets} < told


def test_triage_may_be_read_long_before_intake(store: ReportingStore) -> None:
    store.feed(STREAM)
    whole = store.contents()
    store.empty()
    early = [one for one in STREAM if one.topic == TRIAGE]
    late = [one for one in STREAM if one.topic != TRIAGE]
    store.feed(early + late, [len(early), len(early) + 200])
    assert store.contents() == whole


def test_records_delivered_twice_change_nothing(store: ReportingStore) -> None:
    store.feed(STREAM)
    once = store.contents()
    moved = [one._replace(offset=one.offset + len(STREAM)) for one in STREAM]
    store.feed(moved)
    assert store.contents() == once


def test_a_worker_that_lost_its_partitions_writes_nothing(store: ReportingStore) -> None:
    zombie = Inbox(Store(store.pool, StructMapper(())), Sequenced(Projection()))
    zombie.take_over({record.home for record in STREAM})
    store.feed(STREAM)
    before = store.contents()
    with pytest.raises(PositionsMoved):
        zombie.consume(STREAM[:100])
    assert store.contents() == before


def test_history_has_no_gap_and_no_overlap_within_an_aspect(store: ReportingStore) -> None:
    store.feed(STREAM, range(50, len(STREAM), 50))
    broken = store.rows(
        """SELECT * FROM (
             SELECT valid_to, next_sequence,
                    lead(valid_from) OVER spells AS next_from, lead(sequence) OVER spells AS next
               FROM analytics.ticket_history
             WINDOW spells AS (PARTITION BY ticket_id, aspect ORDER BY sequence)) AS h
           WHERE valid_to IS DISTINCT FROM next_from OR next_sequence IS DISTINCT FROM next"""
    )
    assert broken == []


def test_every_statement_names_when_it_was_recorded_and_by_what(store: ReportingStore) -> None:
    store.feed(IMPORTED)
    [(unknown,)] = store.rows(
        """SELECT count(*) FROM analytics.ticket_history
            WHERE recorded_at IS NULL OR cause IS NULL"""
    )
    assert unknown == 0


def test_every_view_and_column_for_analysts_is_explained(store: ReportingStore) -> None:
    bare = store.rows(
        """SELECT c.relname, a.attname FROM pg_class AS c
             JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relnamespace = 'analytics'::regnamespace
              AND (col_description(c.oid, a.attnum) IS NULL
                   OR obj_description(c.oid, 'pg_class') IS NULL)"""
    )
    assert bare == []


def test_an_analyst_reads_all_views_and_writes_nowhere(
    store: ReportingStore, database: Database
) -> None:
    store.feed(STREAM)
    with psycopg.connect(database.url("analyst"), autocommit=True) as analyst:
        views = analyst.execute(
            "SELECT table_name FROM information_schema.views WHERE table_schema = 'analytics'"
        ).fetchall()
        for (view,) in views:
            analyst.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier("analytics", view)))
        analyst.execute("SELECT * FROM analytics.tickets_as_of(now())")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            analyst.execute("SELECT * FROM reporting.tickets_v1")
        with pytest.raises(psycopg.Error):
            analyst.execute("CREATE TABLE analytics.mine (n integer)")
    assert len(views) == 30


def test_a_record_that_cannot_be_read_is_parked_alone(store: ReportingStore) -> None:
    first = IMPORTED[0]
    ruined = Record(first.topic, first.partition, 0, first.key, b"{", timestamp=1)
    others = [one for one in IMPORTED if one.key != first.key]
    shifted = [one._replace(offset=one.offset + 1) for one in others]
    store.feed([ruined, *shifted])
    assert store.rows("SELECT code FROM reporting.dead_letters") == [("not-an-event",)]
    tickets = {one.key for one in others}
    assert store.rows("SELECT count(*) FROM reporting.tickets_v1") == [(len(tickets),)]
