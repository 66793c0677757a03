"""The dump of the whole history: what other tools read of it is what SQL says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from firstline_chassis.asking import CannotTell
from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.adapters.cli.dump import MANIFEST, Dump
from firstline_reporting.bootstrap import build_app
from firstline_reporting.read_models.exports import EXPORTED
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import records, told
from tests.support.reporting_store import ReportingStore, reporting_store
from tests.support.servers import Database
from tests.support.serving import serving

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def desk(servers: Servers) -> Iterator[ReportingStore]:
    """The first 600 rows of the log, behind an address that the command knows."""
    database = Database("reporting_export", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    with reporting_store(database.url("reporting")) as store:
        store.feed(records(told(by_time(incident_rows(600)))))
        with serving(build_app(store.pool, dict)) as address, pytest.MonkeyPatch.context() as patch:
            patch.setenv("FIRSTLINE_REPORTING_URL", address)
            yield store


def run(folder: Path, **asked: str) -> dict[str, Any]:
    for _ in Dump(folder, asked).run():
        pass
    return manifest(folder)


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return found


def in_duckdb(statement: str) -> Any:
    with duckdb.connect() as tool:
        tool.execute("SET TimeZone = 'UTC'")
        return tool.execute(statement).fetchall()


def one(desk: ReportingStore, statement: str) -> Any:
    return desk.rows(statement)[0]


def test_every_view_of_analytics_is_exported_or_told_in_the_manifest(desk: ReportingStore) -> None:
    views = desk.rows("SELECT viewname FROM pg_views WHERE schemaname = 'analytics'")
    assert {name for (name,) in views} - {"freshness"} == set(EXPORTED)


def test_duckdb_reads_what_sql_says(desk: ReportingStore, tmp_path: Path) -> None:
    found = run(tmp_path / "dump")
    assert found["complete"]
    assert found["files"][0]["read_until"] is not None
    for table in {entry["table"] for entry in found["files"]}:
        files = f"read_parquet('{tmp_path}/dump/{table}/*/*.parquet')"
        [counted] = in_duckdb(f"SELECT count(*) FROM {files}")  # noqa: S608
        assert counted == one(desk, f"SELECT count(*) FROM analytics.{table}"), table  # noqa: S608
    history = f"read_parquet('{tmp_path}/dump/ticket_history/*/*.parquet', hive_partitioning=true)"
    sums = "count(value), sum(sequence), count(valid_to), min(valid_from), max(valid_to)"
    [theirs] = in_duckdb(f"SELECT {sums} FROM {history}")  # noqa: S608
    ours = one(desk, f"SELECT {sums} FROM analytics.ticket_history")  # noqa: S608
    assert list(map(str, theirs)) == list(map(str, ours))
    months = f"SELECT month, count(*) FROM {history} GROUP BY 1 ORDER BY 1"  # noqa: S608
    by_month = "to_char(valid_from AT TIME ZONE 'UTC', 'YYYY-MM')"
    counted = f"SELECT {by_month}, count(*) FROM analytics.ticket_history GROUP BY 1 ORDER BY 1"  # noqa: S608
    assert in_duckdb(months) == desk.rows(counted)


def test_pandas_reads_what_sql_says(desk: ReportingStore, tmp_path: Path) -> None:
    run(tmp_path / "dump")
    tickets = pd.read_parquet(tmp_path / "dump" / "tickets")
    count, reopenings = one(desk, "SELECT count(*), sum(reopenings) FROM analytics.tickets")
    assert (len(tickets), int(tickets["reopenings"].sum())) == (count, reopenings)
    assert str(tickets["opened_at"].dt.tz) == "UTC"
    queues = desk.rows("SELECT queue, count(*) FROM analytics.tickets GROUP BY 1")
    theirs = tickets["queue"].value_counts(dropna=False)
    assert {key: int(theirs[key]) for key, _ in queues if key} == {k: n for k, n in queues if k}


def test_an_interrupted_dump_goes_on_where_it_was(desk: ReportingStore, tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    begun = Dump(folder, {}).run()
    while not (folder / MANIFEST).exists() or len(manifest(folder)["files"]) < 4:
        next(begun)
    begun.close()
    before = manifest(folder)
    assert not before["complete"]
    places = [folder / entry["file"] for entry in before["files"]]
    written = {place: place.stat().st_mtime_ns for place in places}
    places[0].write_bytes(b"cut off")
    again = Dump(folder, {})
    for _ in again.run():
        pass
    assert again.kept == len(before["files"]) - 1
    assert {place: place.stat().st_mtime_ns for place in places[1:]} == {
        place: written[place] for place in places[1:]
    }
    after = manifest(folder)
    assert after["complete"]
    assert [(e["file"], e["rows"], e["sha256"]) for e in after["files"]] == [
        (e["file"], e["rows"], e["sha256"]) for e in run(tmp_path / "whole")["files"]
    ]
    assert not list(folder.rglob("*.part"))


def test_a_period_is_kept_to(desk: ReportingStore, tmp_path: Path) -> None:
    found = run(tmp_path / "dump", **{"from": "2016-03-01", "to": "2016-03-02"})
    rows = sum(entry["rows"] for entry in found["files"] if entry["table"] == "tickets")
    where = "opened_at >= '2016-03-01' AND opened_at < '2016-03-02'"
    assert (rows,) == one(desk, f"SELECT count(*) FROM analytics.tickets WHERE {where}")  # noqa: S608
    with pytest.raises(CannotTell, match="holds another export") as error:
        run(tmp_path / "dump")
    assert "name another folder" in error.value.remedy


def test_a_folder_of_something_else_is_left_alone(desk: ReportingStore, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("two years of work")
    with pytest.raises(CannotTell, match="is not an export of ours"):
        run(tmp_path)
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(CannotTell, match="can't be read"):
        run(tmp_path)


@pytest.mark.parametrize(
    ("path", "asked", "code"),
    [
        ("/v1/exports", {"from": "2016-04-01", "to": "2016-03-01"}, "swap them"),
        ("/v1/exports/tickets.arrow", {"from": "2016-04-01", "to": "2016-03-01"}, "swap them"),
        ("/v1/exports/passwords.arrow", {}, "there is aliases"),
        ("/v1/exports/tickets.arrow", {"month": "march"}, "--month: must match"),
    ],
)
def test_what_can_not_be_exported_is_refused(
    desk: ReportingStore, path: str, asked: dict[str, str], code: str
) -> None:
    from firstline_reporting.adapters.cli.service import ask

    with pytest.raises(CannotTell, match=code):
        ask(path, asked)
