"""What any service answers to a request that is wrong: where, why, and how it must be."""

from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, Query
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict

from firstline_chassis.http import create_app
from firstline_events.message import Moment
from firstline_events.vocabulary import Status

JSON = {"Content-Type": "application/json"}


class Upload(BaseModel):
    name: str
    visible: bool = True


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    at: Moment
    number: int = 1
    status: Status = Status.NEW
    name: str = ""


def page(since: Annotated[str, Query(alias="from")] = "") -> str:
    return since


def api() -> TestClient:
    router = APIRouter(prefix="/v1/things")

    @router.get("")
    def listed(since: Annotated[str, Depends(page)], limit: int = 5) -> dict[str, Any]:
        return {"since": since, "limit": limit}

    @router.get("/upload")
    def uploaded(upload: Annotated[Upload, Query()]) -> dict[str, Any]:
        return {"name": upload.name}

    @router.post("")
    def added(asked: Asked) -> dict[str, Any]:
        return {"number": asked.number}

    return TestClient(create_app("things", "Things", dict, router))


def errors(answer: Any, status: int = 422) -> dict[str, str]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {one["pointer"]: one["reason"] for one in answer.json()["errors"]}


def test_parameters_are_taken_that_the_route_or_its_dependencies_declare() -> None:
    assert api().get("/v1/things?from=a&limit=2").json() == {"since": "a", "limit": 2}
    assert api().get("/v1/things/upload?name=a&visible=no").json() == {"name": "a"}


def test_each_unknown_parameter_is_an_error_that_names_the_nearest_and_the_known_ones() -> None:
    found = errors(api().get("/v1/things?frm=a&lime=2&lime=3&mood=x"))
    assert found == {
        "/query/frm": "is no parameter here; did you mean 'from'? known: from, limit",
        "/query/lime": "is no parameter here; did you mean 'limit'? known: from, limit",
        "/query/mood": "is no parameter here; known: from, limit",
    }


def test_the_fields_of_a_model_are_known_parameters() -> None:
    found = errors(api().get("/v1/things/upload?name=a&visble=no"))
    assert found["/query/visble"].endswith("did you mean 'visible'? known: name, visible")


def test_a_route_without_parameters_takes_none() -> None:
    assert errors(api().post("/v1/things?x=1", json={})) == {
        "/query/x": "is no parameter here, there are none: leave it out"
    }


def test_a_flood_of_unknown_parameters_is_told_in_part_and_counted() -> None:
    answer = api().get("/v1/things", params={f"x{n}": "" for n in range(1_000)})
    assert len(errors(answer)) == 20
    assert answer.json()["detail"].endswith("; and 980 more")


def test_health_and_metrics_take_whatever_a_probe_adds() -> None:
    for path in ("/health/live?probe=1", "/health/ready?probe=1", "/metrics?job=x"):
        assert api().get(path).status_code == 200


def test_wrong_fields_are_told_with_what_would_be_right() -> None:
    body = {"at": "2016-02-29T01:16:00", "number": "x", "status": "opened", "name": 5, "more": 1}
    found = errors(api().post("/v1/things", json=body))
    assert found["/body/at"] == "must name its zone, such as 2016-02-29T01:16:00Z"
    assert found["/body/number"] == "must be a whole number"
    assert found["/body/status"].startswith("must be 'new'")
    assert found["/body/name"] == "must be a text"
    assert found["/body/more"].startswith("is no field here")


@pytest.mark.parametrize(
    ("body", "pointer", "reason"),
    [
        (b"{}", "/body/at", "is missing"),
        (b"[]", "/body", "must be a JSON object"),
        (b'{"at": "noon"}', "/body/at", "such as 2016-02-29T01:16:00Z"),
    ],
)
def test_a_field_that_lacks_or_is_of_another_kind_is_told(
    body: bytes, pointer: str, reason: str
) -> None:
    assert reason in errors(api().post("/v1/things", content=body, headers=JSON))[pointer]


def test_a_body_that_is_not_json_is_told_with_its_place() -> None:
    found = errors(api().post("/v1/things", content=b'{"at": nope}', headers=JSON), 400)
    assert found["/body"] == "is not JSON from character 7 on: Expecting value"


def test_an_address_and_a_method_that_are_not_there_are_told_with_the_way_on() -> None:
    missing, wrong = api().get("/v1/nosuch"), api().put("/v1/things")
    assert (missing.status_code, wrong.status_code) == (404, 405)
    assert "/v1/nosuch; /docs shows all addresses" in missing.json()["detail"]
    assert "doesn't take PUT; /docs shows" in wrong.json()["detail"]
