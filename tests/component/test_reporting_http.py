"""Reporting's query API, on a real PostgreSQL and without a broker."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from firstline_local.provision import provision
from firstline_local.servers import Servers
from firstline_reporting.bootstrap import build_app
from tests.support.incident_rows import by_time, incident_rows
from tests.support.incident_stream import records, ticket_id, told
from tests.support.reporting_store import reporting_store
from tests.support.servers import Database

pytestmark = pytest.mark.integration
AT = "2016-03-01T12:00:00Z"
FIRST = "INC0000045"


@pytest.fixture(scope="module")
def api(servers: Servers) -> Iterator[TestClient]:
    """The API over the first 2,000 rows of the log; three events wait to be read."""
    database = Database("reporting_http", servers)
    provision(servers.postgres_admin_url, servers.passwords, database.name)
    with reporting_store(database.url("reporting")) as store:
        store.feed(records(told(by_time(incident_rows(2_000)))))
        with TestClient(build_app(store.pool, dict, lambda: 3)) as client:
            yield client


def get(api: TestClient, path: str, **parameters: Any) -> Any:
    answer = api.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(api: TestClient, path: str, code: int, **parameters: Any) -> Any:
    answer = api.get(path, params=parameters)
    assert answer.status_code == code, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.json()


def counts(told: Any) -> list[Any]:
    """The rows without the links to their tickets, which repeat what was asked."""
    return [{**row, "tickets_behind": None} for row in told["rows"]]


def test_a_backlog_names_its_definition_its_zone_and_its_freshness(api: TestClient) -> None:
    told = get(api, "/v1/reports/backlog", at=AT, by="queue")
    assert (told["report"], told["definition"], told["zone"]) == ("backlog", "backlog@1", "UTC")
    assert (told["at"], told["by"]) == (AT, "queue")
    assert told["freshness"] == {"read_until": "2026-01-01T00:00:00Z", "behind": 3}
    assert told["backlog"] == sum(row["count"] for row in told["rows"]) > 0
    assert all(set(row) == {"key", "count", "tickets_behind"} for row in told["rows"])


@pytest.mark.parametrize("more", ["", "/tickets", "/tickets.csv"])
def test_an_unknown_report_is_refused_with_the_reports_there_are(
    api: TestClient, more: str
) -> None:
    problem = refused(api, f"/v1/reports/volum{more}", 404, by="month")
    assert problem["type"] == "urn:firstline:problem:unknown-report"
    assert "'volum' is no report; did you mean 'volume'?" in problem["detail"]
    assert {"volume", "backlog", "load"} <= set(problem["reports"])


def test_a_misspelt_parameter_is_refused_with_what_was_meant(api: TestClient) -> None:
    problem = refused(api, "/v1/reports/volume", 422, frm="2016-01-01", origin="servicenow")
    [wrong] = problem["errors"]
    assert wrong["pointer"] == "/query/frm"
    assert "did you mean 'from'? known: by, compare, definition, from" in wrong["reason"]


def test_a_zone_changes_how_times_are_shown_and_no_figure(api: TestClient) -> None:
    told = get(api, "/v1/reports/backlog", at="2016-03-01T13:00:00+01:00", tz="Europe/Rome")
    assert (told["at"], told["zone"]) == ("2016-03-01T13:00:00+01:00", "Europe/Rome")
    assert told["freshness"]["read_until"] == "2026-01-01T01:00:00+01:00"
    assert counts(told) == counts(get(api, "/v1/reports/backlog", at=AT))


def test_without_an_instant_the_backlog_is_that_of_now(api: TestClient) -> None:
    told = get(api, "/v1/reports/backlog")
    assert told["tickets"] == get(api, "/v1/reports/backlog", at="9999-12-31T23:59:59Z")["tickets"]


@pytest.mark.parametrize("name", ["transitions", "reopened", "priorities"])
def test_every_report_names_its_version_and_can_be_kept_to_an_origin(
    api: TestClient, name: str
) -> None:
    everything = get(api, f"/v1/reports/{name}")
    assert everything["definition"] == f"{name}@1"
    of_the_desk = get(api, f"/v1/reports/{name}", origin="servicenow")
    assert counts(of_the_desk) == counts(everything)
    beside = {"rows": everything["rows"], "origin": None}
    assert {**of_the_desk, **beside} == everything
    assert counts(get(api, f"/v1/reports/{name}", origin="elsewhere")) != counts(everything)


def test_a_listing_drills_down_to_the_tickets_of_a_figure(api: TestClient) -> None:
    for row in get(api, "/v1/reports/backlog", at=AT, by="queue")["rows"]:
        asked = {"at": AT, "backlog": True, "queue": row["key"] or "", "limit": 200}
        page = get(api, "/v1/tickets", **asked)
        assert len(page["items"]) == row["count"]
        assert {one["queue"] for one in page["items"]} == {row["key"]}


def test_pages_follow_one_another_without_gap_or_repetition(api: TestClient) -> None:
    whole = get(api, "/v1/tickets", at=AT, limit=200)["items"]
    pages, cursor = [], None
    while True:
        page = get(api, "/v1/tickets", at=AT, limit=7, **({"cursor": cursor} if cursor else {}))
        pages += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert pages[: len(whole)] == whole


def test_a_ticket_is_found_by_id_number_and_reference(api: TestClient) -> None:
    by_id = get(api, f"/v1/tickets/{ticket_id(FIRST)}")
    assert by_id["ticket"]["status"] == "closed"
    assert get(api, f"/v1/tickets/{FIRST}") == by_id
    assert get(api, f"/v1/tickets/FL-{FIRST}") == by_id
    aspects = {spell["aspect"] for spell in by_id["history"]}
    assert {"status", "source_status", "queue", "priority"} <= aspects
    assert [s["value"] for s in by_id["history"] if s["aspect"] == "source_status"] == [
        "New",
        "Resolved",
        "Closed",
    ]


def test_a_ticket_is_listed_by_its_reference_at_a_foreign_desk(api: TestClient) -> None:
    [found] = get(api, "/v1/tickets", reference=FIRST)["items"]
    assert found["ticket_id"] == str(ticket_id(FIRST))
    assert get(api, "/v1/tickets", reference="a/b")["items"] == []


def test_the_events_behind_a_ticket_are_listed_in_sequence(api: TestClient) -> None:
    first = get(api, f"/v1/tickets/{FIRST}/events", limit=3)
    rest = get(api, f"/v1/tickets/{FIRST}/events", cursor=first["next"])
    events = [*first["items"], *rest["items"]]
    assert [one["sequence"] for one in events if one["topic"] == "intake-ticket-v1"] == [
        *range(1, 1 + sum(one["topic"] == "intake-ticket-v1" for one in events))
    ]
    assert events[-1]["type"] == "firstline.triage.ticket-assessed.v1"


def test_an_unknown_ticket_is_not_found(api: TestClient) -> None:
    for name in ("INC9999999", "00000000-0000-0000-0000-000000000000", "x" * 512, "%20"):
        assert refused(api, f"/v1/tickets/{name}", 404)["title"] == "No such ticket"


@pytest.mark.parametrize(
    "at",
    [
        "yesterday",
        "2016-03-01",
        "2016-03-01T12:00:00",
        "1456833600",
        "",
        "0001-01-01T00:00:00+14:00",
        "2016-02-30T00:00:00Z",
    ],
)
def test_an_instant_that_is_none_is_refused_with_the_reason(api: TestClient, at: str) -> None:
    for path in ("/v1/reports/backlog", "/v1/tickets"):
        [wrong] = refused(api, path, 422, at=at)["errors"]
        assert wrong["pointer"] == "/query/at"
        assert wrong["reason"]


def test_an_unknown_dimension_is_refused_with_the_known_ones(api: TestClient) -> None:
    problem = refused(api, "/v1/reports/backlog", 422, by="mood")
    assert "'queue'" in problem["detail"]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../UTC", "Europe", "utc\0"])
def test_an_unknown_zone_is_refused(api: TestClient, zone: str) -> None:
    assert "zone" in refused(api, "/v1/reports/backlog", 422, tz=zone)["detail"]


def test_a_refusal_speaks_our_words_and_shows_an_example(api: TestClient) -> None:
    wrong = refused(api, "/v1/reports/backlog", 422, at="nonsense", tz="Mars/Phobos")
    assert "Value error" not in wrong["detail"]
    naive = refused(api, "/v1/reports/backlog", 422, at="2016-03-31T23:59:00")
    assert "must name its zone, such as 2016-02-29T01:16:00Z" in naive["detail"]


@pytest.mark.parametrize("limit", [0, -1, 201, 10**9, "all"])
def test_a_page_of_any_other_size_is_refused(api: TestClient, limit: object) -> None:
    refused(api, "/v1/tickets", 422, limit=limit)
    refused(api, f"/v1/tickets/{FIRST}/events", 422, limit=limit)


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "é", "MSAy", "ICAg", "LSA5"])
def test_a_cursor_that_is_not_ours_is_refused(api: TestClient, cursor: str) -> None:
    assert refused(api, "/v1/tickets", 400, cursor=cursor)["type"].endswith("bad-cursor")


@pytest.mark.parametrize("name", ["status", "queue", "origin"])
def test_a_word_that_no_database_can_hold_is_refused(api: TestClient, name: str) -> None:
    refused(api, "/v1/tickets", 422, **{name: "a\0b"})
    refused(api, "/v1/tickets/a%00b", 422)
