"""Policies over HTTP: published once, on what their author saw, and every version is kept."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.support.escalation import escalation_app, escalation_pool
from tests.support.policies import CARLA, SEED, PolicyApi, lines
from tests.support.races import race
from tests.support.servers import Database
from tests.support.ticket_api import code_of

RACERS = 8


@pytest.fixture
def api(database: Database) -> Iterator[PolicyApi]:
    with escalation_pool(database) as pool:
        app = escalation_app(pool)
        yield PolicyApi(TestClient(app, raise_server_exceptions=False))


def test_a_desk_begins_with_the_lines_that_come_with_the_service(api: PolicyApi) -> None:
    found = api.get("/lines")
    assert (found["version"], found["label"], found["content"]) == (1, "lines@1", SEED)
    assert found["published_by"] == {"kind": "system", "id": "escalation", "on_behalf_of": None}
    [kind] = api.get()["items"]
    assert (kind["kind"], kind["owner"], kind["version"]) == ("lines", "escalation", 1)


def test_a_published_version_counts_and_the_old_one_is_kept(api: PolicyApi) -> None:
    content = lines(bounce_limit=2)
    answer = api.publish(content, reason="Four was too many.")
    assert answer.headers["etag"] == '"2"'
    assert answer.headers["location"] == "/v1/policies/lines/versions/2"
    assert answer.json() == api.get("/lines") == api.get("/lines/versions/2")
    assert api.get("/lines")["content"] == content
    assert api.get("/lines/versions/1")["content"] == SEED


def test_the_history_says_who_and_why_in_pages(api: PolicyApi) -> None:
    for limit in (5, 6, 7):
        api.publish(lines(bounce_limit=limit), reason=f"To {limit}.")
    first = api.get("/lines/versions", limit=3)
    assert [one["label"] for one in first["items"]] == ["lines@1", "lines@2", "lines@3"]
    rest = api.get("/lines/versions", limit=3, after=first["next"])
    assert [(one["label"], one["reason"]) for one in rest["items"]] == [("lines@4", "To 7.")]
    assert rest["items"][0]["published_by"]["id"] == CARLA["id"]
    assert rest["next"] is None


def test_every_fault_is_told_at_once_with_its_place_and_remedy(api: PolicyApi) -> None:
    wrong = lines(bounce_limit=0, default_priority="moderat")
    answer = api.publish(wrong, 422)
    assert code_of(answer) == "policy-refused"
    assert answer.json()["errors"] == [
        {
            "pointer": "/body/content/bounce_limit",
            "reason": "0 is not possible",
            "remedy": "give a number, 1 to 1000",
        },
        {
            "pointer": "/body/content/default_priority",
            "reason": "'moderat' is not known",
            "remedy": "use one of critical, high, moderate, low",
        },
    ]
    assert api.get("/lines")["version"] == 1


def test_content_that_says_nothing_new_is_refused(api: PolicyApi) -> None:
    answer = api.publish(SEED, 409)
    assert code_of(answer) == "policy-unchanged"
    assert "there is nothing to publish" in answer.json()["detail"]


def test_a_version_on_top_of_one_that_no_longer_counts_is_refused(api: PolicyApi) -> None:
    api.publish(lines(bounce_limit=2), expected_version=1)
    answer = api.publish(lines(bounce_limit=3), 409, expected_version=1)
    assert (code_of(answer), answer.json()["current_version"]) == ("stale-policy", 2)
    answer = api.publish(lines(bounce_limit=3), 412, if_match='"1"')
    assert (code_of(answer), answer.json()["etag"]) == ("stale-etag", '"2"')


def test_of_authors_who_publish_at_once_one_wins_and_the_others_are_told(api: PolicyApi) -> None:
    def publish(number: int) -> int:
        content = lines(bounce_limit=10 + number)
        body = {"actor": CARLA, "content": content, "expected_version": 1}
        return int(api.client.post("/v1/policies/lines", json=body).status_code)

    assert sorted(race(publish, RACERS)) == [201, *[409] * (RACERS - 1)]
    assert api.get("/lines")["version"] == 2


def test_authors_who_do_not_say_what_they_saw_follow_one_another(api: PolicyApi) -> None:
    race(lambda number: api.publish(lines(bounce_limit=10 + number)), RACERS)
    assert api.get("/lines")["version"] == RACERS + 1


def test_a_publication_that_is_sent_twice_happens_once(api: PolicyApi) -> None:
    content = lines(bounce_limit=2)
    first = api.publish(content, idempotency_key="p-2")
    assert api.publish(content, idempotency_key="p-2").content == first.content
    assert api.get("/lines")["version"] == 2


@pytest.mark.parametrize("path", ["/forms", "/forms/versions", "/forms/versions/1"])
def test_a_kind_that_another_service_owns_is_not_found_here(api: PolicyApi, path: str) -> None:
    assert "its kinds: lines" in api.get(path, 404)["detail"]
    api.publish(lines(), 404, kind="forms")


def test_a_version_that_was_never_published_is_not_found(api: PolicyApi) -> None:
    assert "last version of lines is 1" in api.get("/lines/versions/2", 404)["detail"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({**SEED, "kind": "forms"}, "'forms' is not the kind lines"),
        ({"bounce_limit": 1}, "kind is missing"),
        ({**SEED, "x": [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}, "nested deeper than 16"),
        ({**SEED, "x": "\0"}, "NUL"),
        ({**SEED, "x": 2**70}, "more than 64 bits"),
        ({**SEED, "coordinators": ["c" * 200_000, "d" * 99_000]}, "are more than 262144"),
        (["lines"], "must be a JSON object"),
    ],
)
def test_content_that_could_not_be_kept_is_refused(
    api: PolicyApi, content: object, told: str
) -> None:
    assert told in api.publish(content, 422).json()["detail"]


@pytest.mark.parametrize("text", ['{"x": NaN}', '{"x": 1e999}', '{"x": "\\ud800"}'])
def test_json_that_no_other_program_could_read_is_refused(api: PolicyApi, text: str) -> None:
    body = '{"actor": {"kind": "agent", "id": "carla"}, "content": %s}' % text  # noqa: UP031
    headers = {"content-type": "application/json"}
    answer = api.client.post("/v1/policies/lines", content=body, headers=headers)
    assert answer.status_code == 422
    assert api.get("/lines")["version"] == 1
