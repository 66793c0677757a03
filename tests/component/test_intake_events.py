"""CloudEvents over HTTP: taken as those of the topic are, each answered with its receipt."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from cloudevents.core.bindings import http as foreign_http
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from firstline_chassis.clock import utc_now
from tests.support.foreign_desk import ForeignTicket, binary, changed, life
from tests.support.intake import Worker, intake_pool
from tests.support.races import race
from tests.support.servers import Database
from tests.support.streams import Told
from tests.support.ticket_api import Api, checked, code_of

STRUCTURED = {"content-type": "application/cloudevents+json; charset=UTF-8"}
BATCH = {"content-type": "application/cloudevents-batch+json"}
SHOP = ForeignTicket()
LETTERS = 'SELECT topic, partition, "offset", code FROM dead_letters ORDER BY id'


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


def send(api: Api, told: Told, expect: int = 200) -> list[dict[str, Any]]:
    """One event, structured; its receipts."""
    answer = api.client.post("/v1/events", content=told.value, headers=STRUCTURED)
    return receipts(checked(answer, expect))


def send_all(api: Api, *told: Told, expect: int = 200) -> httpx.Response:
    content = b"[" + b",".join(one.value or b"null" for one in told) + b"]"
    return checked(api.client.post("/v1/events", content=content, headers=BATCH), expect)


def receipts(answer: httpx.Response) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.json()["receipts"]
    return found


def test_an_event_is_taken_and_its_receipt_names_the_ticket(api: Api) -> None:
    (receipt,) = send(api, SHOP.opens("e-1"))
    assert receipt == {
        "outcome": "accepted",
        "topic": "http",
        "partition": 0,
        "offset": 0,
        "event_source": "/shop",
        "event_id": "e-1",
        "event_type": "firstline.inbound.ticket-opened.v1",
        "ticket_id": str(SHOP.id),
        "events": 1,
        "code": None,
        "reason": None,
    }
    assert api.get(f"/{SHOP.reference}")["id"] == receipt["ticket_id"]


def test_the_receipt_is_stored_with_the_events_to_be_published_too(api: Api) -> None:
    send(api, SHOP.opens("e-1"))
    worker = Worker(api.pool, utc_now)
    ((body,),) = worker.rows("SELECT convert_from(body, 'utf8')::json FROM receipts")
    assert (body["id"], body["causationid"]) == ("http:0:0:accepted", "/shop#e-1")
    assert body["subject"] == str(SHOP.id)


def test_a_batch_is_answered_event_by_event_in_its_order(api: Api) -> None:
    story = life(SHOP)
    odd = [changed(SHOP.opens("e-9"), type="firstline.inbound.ticket-sung.v1"), story[2]]
    answers = receipts(send_all(api, *story, *odd, Told("", None, b"7"), Told("", None, None)))
    assert [one["outcome"] for one in answers] == ["accepted"] * 8 + [
        "refused",
        "duplicate",
        "refused",
        "refused",
    ]
    codes = [one["code"] for one in answers[8:]]
    assert codes == ["unknown-type", "duplicate", "not-a-cloudevent", "not-a-cloudevent"]
    assert [one["offset"] for one in answers] == list(range(12))


def test_http_and_kafka_take_the_same_events_to_the_same_end(api: Api) -> None:
    other = ForeignTicket("4712")
    send_all(api, *life(SHOP))
    worker = Worker(api.pool, utc_now)
    worker.takes(*life(other))
    assert worker.events(SHOP.id) == worker.events(other.id)
    again = worker.takes(*life(SHOP))
    assert {one.outcome for one in again} == {"duplicate", "superseded"}
    assert [one["outcome"] for one in receipts(send_all(api, *life(other)[:3]))] == [
        "duplicate",
        "superseded",
        "duplicate",
    ]


def test_what_waits_by_one_way_is_released_by_the_other(api: Api) -> None:
    worker = Worker(api.pool, utc_now)
    assert send(api, SHOP.says("first"))[0]["outcome"] == "held"
    assert [one.outcome for one in worker.takes(SHOP.opens())] == ["accepted", "accepted"]
    other = ForeignTicket("4712")
    assert [one.outcome for one in worker.takes(other.says("first"))] == ["held"]
    assert [one["offset"] for one in send(api, other.opens())] == [1]
    assert worker.events(other.id) == ["opened", "message-added"]
    assert worker.rows("SELECT count(*) FROM waiting") == [(0,)]


def test_a_refused_event_is_a_problem_that_holds_its_receipt_and_is_kept(api: Api) -> None:
    (receipt,) = send(api, SHOP.opens(subjekt="misspelt"), 422)
    assert (receipt["outcome"], receipt["code"]) == ("refused", "wrong-schema")
    assert "subjekt" in receipt["reason"]
    assert Worker(api.pool, utc_now).rows(LETTERS) == [("http", 0, 0, "wrong-schema")]
    assert api.client.get("/v1/dead-letters").json()["items"][0]["topic"] == "http"
    assert api.events() == 0


def test_binary_mode_takes_attributes_from_headers(api: Api) -> None:
    told = binary(ForeignTicket("Ü 1").opens("é 100%"))
    headers = {name.replace("ce_", "ce-"): value or b"" for name, value in told.headers}
    headers["ce-id"] = b'"%C3%A9 100%25"'
    headers["ce-tenant"] = rb'"a \"b\""'
    answer = api.client.post("/v1/events", content=told.value, headers=list(headers.items()))
    (receipt,) = receipts(checked(answer, 200))
    assert (receipt["event_id"], receipt["outcome"]) == ("é 100%", "accepted")
    (found,) = api.get(reference="Ü 1")["items"]
    assert found["tenant"] == 'a "b"'


@pytest.mark.parametrize("write", [foreign_http.to_structured_event, foreign_http.to_binary_event])
def test_we_take_what_a_foreign_library_sends(api: Api, write: Any) -> None:
    sent = write(JSONFormat().read(CloudEvent, SHOP.opens("a b/é").value or b""))
    answer = api.client.post("/v1/events", content=sent.body, headers=sent.headers)
    (receipt,) = receipts(checked(answer, 200))
    assert (receipt["event_id"], receipt["outcome"]) == ("a b/é", "accepted")


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        (b"{}", {"content-type": "application/json"}, 415, "not-cloudevents"),
        (b"{}", {}, 415, "not-cloudevents"),
        (b"", {"content-type": "application/cloudevents+avro"}, 415, "not-cloudevents"),
        (b"", {"content-type": "application/cloudevents+avro", "ce-id": "1"}, 415, "not-cl"),
        (b"{}", BATCH, 400, "not-a-batch"),
        (b"[", BATCH, 400, "not-json"),
        (b"", BATCH, 400, "not-json"),
        (b"[" * 100_000, BATCH, 400, "not-json"),
        (b"[" + b"1," * 200 + b"1]", BATCH, 413, "too-many-events"),
        (b"[" + b" " * 1024 * 1024 + b"]", BATCH, 413, "too-large"),
        (b"", STRUCTURED, 422, "event-refused"),
        (b"\xff", STRUCTURED, 422, "event-refused"),
        (b"[]", STRUCTURED, 422, "event-refused"),
        (b'{"id": "\\ud800", "specversion": "1.0"}', STRUCTURED, 422, "event-refused"),
        (b"{}", {"ce-id": "%FF%00", "ce-specversion": "1.0"}, 422, "event-refused"),
        (b"{}", [(b"ce-id", b"1"), (b"ce-id", b"2")], 422, "event-refused"),
    ],
)
def test_a_request_without_readable_events_is_a_problem_and_changes_nothing(
    api: Api, content: bytes, headers: Any, status: int, code: str
) -> None:
    answer = api.client.post("/v1/events", content=content, headers=headers)
    assert code_of(checked(answer, status)).startswith(code)
    assert api.events() == 0


def test_an_empty_batch_is_no_fault(api: Api) -> None:
    assert receipts(send_all(api)) == []


def test_a_fault_of_ours_takes_nothing_of_the_batch(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("firstline_intake.domain.ticket.Ticket.observe", breaks)
    send_all(api, SHOP.opens(), SHOP.observes("2026-03-02T12:00:00Z"), expect=500)
    assert api.events() == 0
    assert Worker(api.pool, utc_now).rows("SELECT count(*) FROM receipts") == [(0,)]


def test_the_same_event_sent_by_many_at_once_is_taken_once(api: Api) -> None:
    answers = race(lambda _: send(api, SHOP.opens("e-1"))[0]["outcome"], 12)
    assert sorted(answers) == ["accepted"] + ["duplicate"] * 11
    assert json.dumps(api.get("/4711")["version"]) == "1"
