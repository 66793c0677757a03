"""What every report of the registry does over HTTP, on a real PostgreSQL."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.adapters.http.streaming import AT_ONCE
from firstline_reporting.bootstrap import build_app
from firstline_reporting.read_models import gap_groups
from firstline_reporting.read_models.asking import SHOWN
from firstline_reporting.read_models.registry import REPORTS
from firstline_reporting.read_models.report import Report
from tests.support.answer_history import answer_history
from tests.support.incident_cases import with_cases
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import records, told
from tests.support.live_history import live_history, live_records
from tests.support.reporting_store import reporting_store
from tests.support.servers import Database

pytestmark = pytest.mark.integration
AT = "2026-01-12T12:00:00Z"
every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
every_question = pytest.mark.parametrize(
    ("report", "by"),
    [(report, one.name) for report in REPORTS for one in report.dimensions],
    ids=lambda part: part if isinstance(part, str) else part.name,
)
TWICE = ("transitions", "priorities", "ratings")
"""Where a ticket may count several times in one row."""
WITH_A_PERIOD = [report for report in REPORTS if "period" in report.takes]


@pytest.fixture(scope="module")
def api(servers: Servers) -> Iterator[TestClient]:
    """The API over the first 1,500 rows of the log."""
    database = Database("reports_http", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    with reporting_store(database.url("reporting")) as store:
        store.feed(records(list(with_cases(told(by_time(incident_rows(1_500)))))))
        desk = live_history(300)
        live = live_records([*desk, *answer_history(desk, 150)], 1)
        store.feed([one._replace(partition=9) for one in live])
        with TestClient(build_app(store.pool, dict)) as client:
            yield client


def get(api: TestClient, path: str, **parameters: Any) -> Any:
    answer = api.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(api: TestClient, path: str, **parameters: Any) -> str:
    answer = api.get(path, params=parameters)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["detail"])


def usual(report: Report) -> dict[str, str]:
    steps = {"step": "4w"} if report.name == "backlog-history" else {}
    return {**steps, **({"at": AT} if "at" in report.takes else {})}


def observed(report: Report, row: dict[str, Any]) -> bool:
    """Whether the row counts anything but what can't be observed."""
    columns = {one.name for one in report.columns} - {"key", "not_observable"}
    return any(row[column] for column in columns)


@every_question
def test_every_row_of_a_report_leads_to_its_tickets_and_these_to_their_events(
    api: TestClient, report: Report, by: str
) -> None:
    found = get(api, f"/v1/reports/{report.name}", by=by, **usual(report))
    assert found["definition"] == report.named(report.current)
    assert [one["name"] for one in found["columns"]] == [one.name for one in report.columns]
    rows = [row for row in found["rows"] if observed(report, row)]
    assert rows, "the log has something to say"
    tickets: Any = None
    for row in rows[:3]:
        tickets = get(api, f"{row['tickets_behind']}&limit=200")
        assert tickets["definition"] == found["definition"]
        whole = [one for one in ("tickets", "count", "declared") if one in row]
        if whole and len(tickets["items"]) < 200:
            least = 1 if report.name in TWICE else row[whole[0]]
            assert least <= len(tickets["items"]) <= row[whole[0]]
        if 0 < row.get("not_observable", 200) < 200:
            path = f"{row['tickets_behind']}&not_observable=true&limit=200"
            least = 1 if report.name in TWICE else row["not_observable"]
            assert least <= len(get(api, path)["items"]) <= row["not_observable"]
    for ticket in tickets["items"][:1]:
        assert get(api, ticket["events"])["items"]


@every_question
def test_the_counts_of_the_rows_sum_up_to_the_total_where_there_is_one(
    api: TestClient, report: Report, by: str
) -> None:
    found = get(api, f"/v1/reports/{report.name}", by=by, **usual(report))
    total = found["total"] or {}
    for column in report.columns:
        if total and column.kind == "integer":
            counts = [row[column.name] for row in found["rows"]]
            most, least = sum(counts), max(counts) if column.different else sum(counts)
            assert least <= total[column.name] <= most, column.name


@every_report
def test_the_tickets_behind_all_rows_come_as_pages_and_as_one_stream(
    api: TestClient, report: Report
) -> None:
    path, pages = f"/v1/reports/{report.name}/tickets", []
    cursor: str | None = None
    asked: dict[str, Any] = usual(report)
    if report.name == "contacts":
        asked["not_observable"] = True  # the log has records of tickets, and no conversations
    while True:
        after = {"cursor": cursor} if cursor else {}
        page = get(api, path, limit=150, **asked, **after)
        pages += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    answer = api.get(f"{path}.csv", params=asked)
    assert answer.headers["content-type"].startswith("text/csv")
    streamed = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(streamed[0]) == list(SHOWN)
    assert [one["ticket_id"] for one in streamed] == [one["ticket_id"] for one in pages]
    assert len({one["ticket_id"] for one in pages}) == len(pages)


@pytest.mark.parametrize(
    ("report", "by", "what"),
    [(one, by.name, s.name) for one in REPORTS for by in one.dimensions for s in one.subjects],
    ids=lambda part: part if isinstance(part, str) else part.name,
)
def test_what_stands_behind_a_row_and_is_no_ticket_is_listed_and_sent(
    api: TestClient, report: Report, by: str, what: str
) -> None:
    rows = get(api, f"/v1/reports/{report.name}", by=by)["rows"]
    pages: list[Any] = []
    for row in rows[:3]:
        behind = row[f"{what}_behind"]
        page = get(api, f"{behind}&limit=2")
        pages += page["items"]
        while page["next"]:
            page = get(api, f"{behind}&limit=2&cursor={page['next']}")
            pages += page["items"]
        assert page["topic"] == {one.name: one.topic for one in report.subjects}[what]
    streamed: list[Any] = []
    for row in rows[:3]:
        answer = api.get(row[f"{what}_behind"].replace(f"/{what}?", f"/{what}.csv?"))
        assert answer.headers["content-type"].startswith("text/csv")
        streamed += csv.DictReader(io.StringIO(answer.text))
    assert [one["id"] for one in streamed] == [one["id"] for one in pages] != []
    for one in pages:
        assert list(one) == ["id", "at", "language", "about"]


def test_what_a_source_resolved_is_no_gap_and_has_no_drafts(api: TestClient) -> None:
    for report in ("gaps", "self-service", "flow-steps"):
        found = get(api, f"/v1/reports/{report}/tickets", limit=200)
        assert {one["origin"] for one in found["items"]} == {None}
        assert get(api, f"/v1/reports/{report}", origin="servicenow")["rows"] == []


def test_a_key_that_is_no_group_of_gaps_has_nothing_behind_it(api: TestClient) -> None:
    for what in ("tickets", "searches"):
        found = get(api, f"/v1/reports/gaps/{what}", key="en nobody asked this")
        assert found["items"] == []


def test_too_many_words_to_be_compared_are_refused_with_what_to_do(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gap_groups, "MOST_SETS", 3)
    for path in ("", "/tickets", "/searches", "/tickets.csv", "/searches.csv"):
        detail = refused(api, f"/v1/reports/gaps{path}", **({"key": "en"} if path else {}))
        assert "take a shorter period, one language or category" in detail


@every_report
def test_a_definition_that_never_existed_is_refused_with_those_that_do(
    api: TestClient, report: Report
) -> None:
    for word in (f"{report.name}@99", "mood@1", report.name, ""):
        for name in ("definition", "compare"):
            detail = refused(api, f"/v1/reports/{report.name}", **{name: word})
            assert f"/query/{name}: {word!r} never existed" in detail
            assert report.named(report.current) in detail
    refused(api, f"/v1/reports/{report.name}/tickets", definition=f"{report.name}@99")
    refused(api, f"/v1/reports/{report.name}/tickets.csv", definition=f"{report.name}@99")


@every_report
def test_a_definition_compared_with_itself_changes_nothing(api: TestClient, report: Report) -> None:
    name = report.named(report.current)
    found = get(api, f"/v1/reports/{report.name}", compare=name, **usual(report))
    assert found["restatement"]["definition"] == name
    assert found["restatement"]["changes"] == []
    assert found["restatement"]["total"] == found["total"]


@every_report
def test_an_unknown_zone_or_dimension_is_refused(api: TestClient, report: Report) -> None:
    assert "zone" in refused(api, f"/v1/reports/{report.name}", tz="Mars/Olympus")
    detail = refused(api, f"/v1/reports/{report.name}", by="mood")
    assert repr(report.dimensions[0].name) in detail


@pytest.mark.parametrize("report", WITH_A_PERIOD, ids=lambda report: report.name)
def test_a_period_that_ends_before_it_begins_is_refused(api: TestClient, report: Report) -> None:
    for path in ("", "/tickets", "/tickets.csv"):
        wrong = {"from": "2016-04-01", "to": "2016-03-01"}
        detail = refused(api, f"/v1/reports/{report.name}{path}", **wrong)
        assert "/query/from: 2016-04-01T00:00:00+00:00 is after 2016-03-01" in detail
        assert "swap them" in detail


@pytest.mark.parametrize("word", ["yesterday", "2016-02-30", "2016-03-01T12:00:00", "20160301", ""])
def test_a_boundary_that_is_no_time_is_refused_with_an_example(api: TestClient, word: str) -> None:
    detail = refused(api, "/v1/reports/volume", **{"from": word})
    assert "/query/from: must be a day such as 2016-03-31, or an instant" in detail


def test_a_day_begins_at_midnight_of_the_zone(api: TestClient) -> None:
    asked = {"from": "2016-03-01", "to": "2016-03-02", "tz": "Europe/Rome", "by": "hour"}
    found = get(api, "/v1/reports/volume", **asked)
    assert found["from"] == "2016-03-01T00:00:00+01:00"
    instants = {"from": "2016-02-29T23:00:00Z", "to": "2016-03-01T23:00:00Z", "by": "hour"}
    assert get(api, "/v1/reports/volume", **instants)["total"] == found["total"]


def test_the_list_of_reports_tells_of_each_what_it_can_be_asked(api: TestClient) -> None:
    items = get(api, "/v1/reports")["items"]
    assert [one["name"] for one in items] == [report.name for report in REPORTS]
    volume = items[0]
    assert volume["definitions"][-1]["name"] == "volume@1"
    assert {"from", "to", "tz", "by"} <= set(volume["parameters"])


def test_a_stream_that_was_left_gives_its_place_back(api: TestClient) -> None:
    path = "/v1/reports/volume/tickets.csv"
    for _ in range(AT_ONCE + 1):
        with api.stream("GET", path) as answer:
            assert answer.status_code == 200
    assert api.get(path).status_code == 200
