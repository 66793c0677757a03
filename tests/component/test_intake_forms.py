"""Forms over HTTP on a real PostgreSQL: published, drawn, and checked when a ticket is opened."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.intake import intake_pool, seeded_intake_app
from tests.support.servers import Database
from tests.support.ticket_api import ADA, OPENING, Api, checked, code_of

SERIAL = {
    "id": "serial",
    "type": "text",
    "required": True,
    "pattern": "SN-[0-9]{6}",
    "label": {"en": "Serial number", "it": "Numero di serie"},
}
CONTENT: dict[str, Any] = {
    "kind": "forms",
    "forms": [{"category": "hardware", "fields": [SERIAL]}],
}
FILLED = {"category": "hardware", "fields": {"serial": "SN-123456"}}


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        seeded_intake_app(pool)
        yield Api(pool)


def publish(api: Api, content: dict[str, Any], expect: int = 201) -> Any:
    body = {"actor": ADA, "content": content}
    return checked(api.client.post("/v1/policies/forms", json=body), expect).json()


def test_an_answer_is_kept_with_the_version_that_it_was_checked_by(api: Api) -> None:
    publish(api, CONTENT)
    ticket = api.opened(**FILLED)
    assert (ticket["form"], ticket["fields"]) == ("forms@2", {"serial": "SN-123456"})
    told = api.get(f"/{ticket['id']}/events")["items"][0]["data"]
    assert (told["form"], told["fields"]) == ("forms@2", {"serial": "SN-123456"})


@pytest.mark.parametrize("fields", [{}, {"serial": "SN-1"}, {"serial": 7}, {"serail": "SN-123456"}])
def test_a_wrong_answer_opens_nothing_and_is_told_at_its_field(
    api: Api, fields: dict[str, Any]
) -> None:
    publish(api, CONTENT)
    before = api.events()
    problem = api.post("", {**OPENING, "category": "hardware", "fields": fields}, 422)
    assert code_of(problem) == "wrong-fields"
    assert {"/fields/serial"} <= {one["pointer"] for one in problem.json()["errors"]}
    assert all(one["remedy"] for one in problem.json()["errors"])
    assert api.events() == before


def test_an_opening_by_phone_is_asked_the_same(api: Api) -> None:
    publish(api, CONTENT)
    by_phone = {"actor": {**ADA, "on_behalf_of": "bob"}, "channel": "phone"}
    api.post("", {**OPENING, **by_phone, "category": "hardware"}, 422)
    assert len(api.opened(**by_phone, **FILLED)["contacts"]) == 1


def test_a_category_without_a_form_takes_no_fields(api: Api) -> None:
    assert api.opened(category="mail")["fields"] is None
    problem = api.post("", {**OPENING, "category": "mail", "fields": {"serial": "x"}}, 422)
    assert "takes no fields" in problem.json()["detail"]


@pytest.mark.parametrize("value", ["\ud800", float("nan"), [[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]])
def test_a_field_that_no_json_holds_is_refused(api: Api, value: Any) -> None:
    content = json.dumps({**OPENING, "fields": {"serial": value}}).encode()
    headers = {"content-type": "application/json"}
    checked(api.client.post("/v1/tickets", content=content, headers=headers), 422)


def test_whoever_draws_a_form_finds_it(api: Api) -> None:
    publish(api, CONTENT)
    (form, default) = api.client.get("/v1/forms").json()["items"]
    assert (form["category"], form["fields"][0]["pattern"]) == ("hardware", "SN-[0-9]{6}")
    assert (default["category"], default["fields"]) == (None, [])
    assert api.client.get("/v1/forms/hardware").json() == form
    assert api.client.get("/v1/forms/anything").json() == default


def test_a_faulty_version_is_not_published(api: Api) -> None:
    faulty = {**CONTENT, "default": [{**SERIAL, "type": "colour"}]}
    problem = publish(api, faulty, 422)
    assert any("type" in one["pointer"] for one in problem["errors"])
