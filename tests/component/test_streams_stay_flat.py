"""A question that would return hundreds of thousands of rows is streamed, and memory stays flat."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.adapters.cli.parquet import write_tickets
from firstline_reporting.adapters.cli.service import stream
from firstline_reporting.bootstrap import build_app
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.servers import Database
from tests.support.serving import serving

pytestmark = pytest.mark.integration
TICKETS = 200_000
MOST_BYTES = 24 * 1024 * 1024
_TICKETS = """INSERT INTO reporting.tickets_v1
    (ticket_id, tenant, origin, reference, number, timeline, opened_at)
    SELECT md5(n::text)::uuid, 'default', 'harbour', 'HD-' || n, 'FL-' || n, 'source',
           '2016-03-01'::timestamptz + n * interval '1 minute'
      FROM generate_series(1, %s) AS n"""
_STANDINGS = """INSERT INTO reporting.standings_v1
    (ticket_id, sequence, changed_at, reopenings, status, status_sequence, status_since)
    SELECT ticket_id, 1, opened_at, 0, 'open', 1, opened_at FROM reporting.tickets_v1"""


@pytest.fixture(scope="module")
def desk(servers: Servers) -> Iterator[ReportingStore]:
    """A desk with many open tickets, behind an address that the command knows."""
    database = Database("reporting_flat", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    with reporting_store(database.url("reporting")) as store:
        with store.pool.connection() as connection:
            connection.execute(_TICKETS.encode(), [TICKETS])
            connection.execute(_STANDINGS.encode())
        with serving(build_app(store.pool, dict)) as address, pytest.MonkeyPatch.context() as patch:
            patch.setenv("FIRSTLINE_REPORTING_URL", address)
            yield store


@pytest.fixture
def watched() -> Iterator[None]:
    """Both sides run in this process: what Python holds at the most is told at the end."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_BYTES


@pytest.mark.usefixtures("desk", "watched")
def test_all_tickets_behind_a_report_are_streamed() -> None:
    with stream("/v1/reports/volume/tickets.csv", {}) as body:
        lines = sum(1 for _ in body)
    assert lines == TICKETS + 1


@pytest.mark.usefixtures("desk", "watched")
def test_they_become_a_parquet_file_without_being_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "tickets.parquet"
    with stream("/v1/reports/volume/tickets.csv", {"by": "origin", "key": "harbour"}) as body:
        assert write_tickets(body, file, {}) == TICKETS
    assert pq.ParquetFile(file).num_row_groups > 3
