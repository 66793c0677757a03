"""What intake's API refuses: always a problem document, never a fault of ours, nothing changed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.support.intake import intake_pool
from tests.support.servers import Database
from tests.support.ticket_api import ADA, OPENING, Api, checked, code_of

FAR_AHEAD = (datetime.now(UTC) + timedelta(days=2)).isoformat()


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": 7},
        {"subject": " "},
        {"subject": "a\0b"},
        {"body": "\0"},
        {"requester": ["bob"]},
        {"subjekt": "misspelt"},
        {"impact": "1 - High"},
        {"actor": "ada"},
        {"at": 1_772_000_000},
        {"at": "2026-03-03T12:00:00"},
        {"body": "x" * (512 * 1024 + 1)},
    ],
)
def test_wrong_fields_are_named(api: Api, wrong: dict[str, Any]) -> None:
    answer = api.post("", {**OPENING, **wrong}, 422)
    pointers = [error["pointer"] for error in answer.json()["errors"]]
    assert all(pointer.startswith(f"/body/{next(iter(wrong))}") for pointer in pointers)
    assert api.events() == 0


@pytest.mark.parametrize(
    "at",
    ["1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z", FAR_AHEAD],
    ids=["before 1970", "year one", "far ahead"],
)
def test_a_time_that_cant_be_is_no_conflict_but_a_wrong_field(api: Api, at: str) -> None:
    assert code_of(api.post("", {**OPENING, "at": at}, 422)) == "implausible-time"
    assert api.events() == 0


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"null", 422),
        (b"[]", 422),
        (b'"text"', 422),
        (b'{"\\ud800": 1}', 422),
        (b'{"subject": "\\ud800"}', 422),
        (b'{"subject": NaN}', 422),
        (b'{"subject": ' + b"9" * 5_000 + b"}", 400),
    ],
)
def test_a_body_that_is_no_command_is_refused(api: Api, content: bytes, status: int) -> None:
    headers = {"content-type": "application/json"}
    checked(api.client.post("/v1/tickets", content=content, headers=headers), status)


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "x", ""])
def test_a_body_of_another_media_type_is_refused_as_such(api: Api, media: str) -> None:
    content = b'{"actor": {"kind": "agent", "id": "ada"}, "subject": "x", "requester": "bob"}'
    answer = api.client.post("/v1/tickets", content=content, headers={"content-type": media})
    assert code_of(checked(answer, 415)) == "not-json"


def test_a_body_over_a_mebibyte_is_refused_before_it_is_read_as_json(api: Api) -> None:
    answer = api.client.post("/v1/tickets", content=b"[" * (1024 * 1024 + 1))
    assert code_of(checked(answer, 413)) == "too-large"


@pytest.mark.parametrize("text", ["\x01" * 150_000, "€" * 250_000])
def test_a_text_whose_event_would_be_too_large_is_refused_with_the_remedy(
    api: Api, text: str
) -> None:
    ticket = api.opened()
    path = f"/v1/tickets/{ticket['id']}/messages"
    content = json.dumps({"actor": ADA, "body": text}, ensure_ascii=False).encode()
    answer = api.client.post(path, content=content, headers={"content-type": "application/json"})
    assert code_of(checked(answer, 413)) == "too-large"
    assert "further messages" in answer.json()["detail"]
    assert api.get(f"/{ticket['id']}") == ticket


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 10**9},
        {"limit": 0},
        {"limit": -1},
        {"limit": "many"},
        {"after": -1},
        {"after": 2**63},
        {"after": "x"},
        {"reference": "a\0b"},
        {"reference": ""},
        {"reference": "x" * 513},
        {"reference": "7", "origin": "\0"},
    ],
)
def test_a_wrong_page_is_refused(api: Api, asked: dict[str, Any]) -> None:
    api.get("", 422, **asked)


@pytest.mark.parametrize("path", ["/%00", "/a%00b", "/7?origin=%00", "/" + "x" * 513])
def test_a_name_that_no_ticket_can_have_is_refused(api: Api, path: str) -> None:
    checked(api.client.get(f"/v1/tickets{path}"), 422)
    answer = api.client.post(f"/v1/tickets{path.replace('?', '/close?')}", json={"actor": ADA})
    assert answer.status_code in {404, 405, 422}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("DELETE", "/v1/tickets", 405),
        ("PUT", "/v1/tickets/FL-1", 405),
        ("SING", "/v1/tickets", 405),
    ],
)
def test_what_does_not_exist_is_a_problem_too(
    api: Api, method: str, path: str, status: int
) -> None:
    checked(api.client.request(method, path), status)


def test_an_invented_method_makes_no_metric_of_its_own(api: Api) -> None:
    api.client.request("SING", "/v1/tickets")
    metrics = api.client.get("/metrics").text
    assert 'method="other"' in metrics
    assert "SING" not in metrics


def test_a_store_that_is_away_is_a_503_that_says_when_to_try_again(
    database: Database, api: Api
) -> None:
    ticket = api.opened()
    with psycopg.connect(database.servers.postgres_admin_url, autocommit=True) as admin:
        name = sql.Identifier(database.name)
        api.pool.timeout = 0.5
        admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [database.name],
        )
        try:
            for answer in (
                api.client.post("/v1/tickets", json=OPENING),
                api.client.get(f"/v1/tickets/{ticket['id']}"),
                api.client.get("/v1/tickets"),
                api.client.get("/v1/unknown-words"),
            ):
                assert checked(answer, 503).headers["retry-after"] == "1"
                assert code_of(answer) == "store-away"
        finally:
            admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))
    api.pool.timeout = 20
    assert api.get(f"/{ticket['id']}") == ticket
