"""Cases over HTTP, on a real PostgreSQL: read, handed over, and refused."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.case_api import Cases
from tests.support.case_worker import case_worker
from tests.support.races import race
from tests.support.servers import Database
from tests.support.ticket_api import code_of

RACERS = 10


@pytest.fixture
def cases(database: Database) -> Iterator[Cases]:
    with case_worker(database) as worker:
        yield Cases(worker)


def test_a_case_is_read_by_id_number_and_reference(cases: Cases) -> None:
    ticket = cases.routed()
    imported = cases.routed(imported=True)
    found = cases.get(str(ticket.id))
    case = found.json()
    assert (case["line"], case["queue"], case["status"]) == ("first", "desk", "open")
    assert (case["priority"], case["score"], case["category"]) == ("high", 300, "vpn")
    assert (case["intake_sequence"], case["triage_sequence"]) == (2, 1)
    assert found.headers["etag"] == '"1"'
    assert cases.get(ticket.number.lower()).json() == case
    assert cases.get("HD-2").json()["id"] == str(imported.id)
    assert cases.get("HD-2", origin="harbour").json()["timeline"] == "source"


@pytest.mark.parametrize("name", ["FL-999999", "nobody", "7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10"])
def test_what_has_no_case_is_not_found(cases: Cases, name: str) -> None:
    assert code_of(cases.get(name, 404)) == "no-such-case"
    assert code_of(cases.act(name, "take", expect=404)) == "no-such-case"


def test_a_whole_story_is_told_in_words(cases: Cases) -> None:
    ticket = cases.routed()
    cases.act(ticket, "take")
    cases.act(ticket, "escalate", findings="The tunnel breaks after a minute.")
    cases.act(ticket, "take", "bea")
    cases.act(ticket, "hand-back", "bea", note="Ask for the router's model.")
    case = cases.act(ticket, "assign", "carla", assignee="cid").json()
    assert (case["owner"], case["assignee"], case["moves"]) == ("ada", "cid", 2)
    history = cases.get(f"{ticket.id}/history").json()["items"]
    assert [entry["words"].partition(":")[0] for entry in history] == [
        "Opened on line first in desk",
        "Taken by ada; ada is the owner of record.",
        "Escalated to line second in network (move 1).",
        "Taken by bea; ada is the owner of record.",
        "Handed back to line first in desk, where it has been before (move 2).",
        "Assigned to cid; ada is the owner of record.",
    ]
    assert history[2]["text"] == "The tunnel breaks after a minute."
    assert (history[0]["actor"], history[0]["intake_sequence"]) == ("escalation", 2)


def test_history_and_events_come_in_pages(cases: Cases) -> None:
    ticket = cases.routed()
    cases.act(ticket, "take")
    cases.act(ticket, "release")
    for way in ("history", "events"):
        first = cases.get(f"{ticket.id}/{way}", limit=2).json()
        rest = cases.get(f"{ticket.id}/{way}", limit=2, after=first["next"]).json()
        assert (len(first["items"]), first["next"], len(rest["items"])) == (2, 2, 1)
        assert rest["next"] is None
    released = cases.get(f"{ticket.id}/events", after=2).json()["items"][0]
    assert released["type"] == "firstline.escalation.case-released.v1"


def test_commands_name_what_had_been_heard_and_who_acted(cases: Cases) -> None:
    ticket = cases.routed()
    cases.act(ticket, "take", headers={"idempotency-key": "k-1"})
    event = cases.worker.events(ticket.id)[-1]
    assert (event.data["intake_sequence"], event.data["triage_sequence"]) == (2, 1)
    assert (event.actorkind, event.actorid) == ("agent", "ada")
    assert event.causationid == f"POST /v1/cases/{ticket.id}/take#k-1"


def test_of_two_agents_who_take_a_case_at_once_one_has_it_and_the_others_learn_who(
    cases: Cases,
) -> None:
    ticket = cases.routed()

    def take(number: int) -> httpx.Response:
        body = {"actor": {"kind": "agent", "id": f"agent-{number}"}}
        answer: httpx.Response = cases.client.post(f"/v1/cases/{ticket.id}/take", json=body)
        return answer

    answers = race(take, RACERS)
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: RACERS - 1}
    winner = next(a.json()["assignee"] for a in answers if a.status_code == 200)
    lost = [answer for answer in answers if answer.status_code == 409]
    assert {(code_of(one), one.json()["assignee"]) for one in lost} == {("already-taken", winner)}
    assert cases.worker.told(ticket.id) == ["case-opened", "case-assigned"]


def test_a_key_carries_a_command_out_once(cases: Cases) -> None:
    ticket = cases.routed()
    key = {"idempotency-key": "k-1"}
    first = cases.act(ticket, "take", headers=key)
    assert cases.act(ticket, "take", headers=key).content == first.content
    answer = cases.act(ticket, "take", "bea", expect=422, headers=key)
    assert code_of(answer) == "idempotency-key-reused"


def test_a_stale_etag_is_refused_and_says_the_current_one(cases: Cases) -> None:
    ticket = cases.routed()
    cases.act(ticket, "take", headers={"if-match": '"1"'})
    answer = cases.act(ticket, "release", expect=412, headers={"if-match": '"1"'})
    assert (code_of(answer), answer.json()["etag"]) == ("stale-etag", '"2"')


def test_a_request_is_accepted_or_declined_with_what_the_requester_reads(cases: Cases) -> None:
    one, other = cases.routed(), cases.routed()
    cases.worker.takes(one.asks_to_be_escalated(), other.asks_to_be_escalated())
    assert cases.get(str(one.id)).json()["open_request"] == 1
    cases.act(one, "escalate", findings="Beyond us.", request=1, reply="They look at it.")
    cases.act(other, "decline", request=1, reply="We are nearly there.")
    accepted, declined = (cases.worker.events(t.id)[-1].data for t in (one, other))
    assert (accepted["request"], accepted["reply"]) == (1, "They look at it.")
    assert (declined["request"], declined["reply"]) == (1, "We are nearly there.")


def test_a_case_is_referred_and_made_a_major_incident(cases: Cases) -> None:
    one, other = cases.routed(), cases.routed()
    case = cases.act(one, "refer", to="training", where="The course on spreadsheets.").json()
    assert case["referred"]
    assert cases.act(other, "major-incident", reason="Nobody can work.").json()["major_incident"]
    case = cases.act(other, "lift-major-incident", reason="They can again.").json()
    assert not case["major_incident"]


REFUSALS: list[tuple[str, dict[str, Any], int, str]] = [
    ("escalate", {}, 422, "findings-missing"),
    ("escalate", {"findings": " "}, 422, "findings-missing"),
    ("escalate", {"findings": "x", "line": "first"}, 409, "same-line"),
    ("escalate", {"findings": "x", "line": "self-service"}, 422, "line-without-queues"),
    ("escalate", {"findings": "x", "line": "attic"}, 422, "no-such-line"),
    ("escalate", {"findings": "x", "request": 1}, 409, "request-not-open"),
    ("hand-back", {}, 422, "note-missing"),
    ("hand-back", {"note": "x"}, 409, "lowest-line"),
    ("hand-back", {"note": "x", "line": "second"}, 409, "not-below"),
    ("release", {}, 409, "not-assigned"),
    ("decline", {"request": 1, "reply": "x"}, 409, "request-not-open"),
    ("lift-major-incident", {"reason": "x"}, 409, "no-major-incident"),
    ("move", {"queue": "network", "reason": "x"}, 409, "not-yours-to-move"),
    ("escalate", {"findings": "x" * 400_000, "reply": "\u00e9" * 400_000}, 413, "too-large"),
    ("refer", {"to": "the moon", "where": "x"}, 422, "invalid-request"),
    ("take", {"at": "1969-12-31T00:00:00Z"}, 422, "implausible-time"),
]


@pytest.mark.parametrize(("way", "said", "status", "code"), REFUSALS)
def test_a_refusal_is_a_problem_with_the_remedy(
    cases: Cases, way: str, said: dict[str, Any], status: int, code: str
) -> None:
    ticket = cases.routed()
    answer = cases.act(ticket, way, expect=status, **said)
    assert code_of(answer) == code
    assert len(answer.json()["detail"]) > 20
    assert cases.worker.told(ticket.id) == ["case-opened"]


def test_imported_ended_and_referred_cases_refuse_the_desk(cases: Cases) -> None:
    imported, ended, referred = cases.routed(imported=True), cases.routed(), cases.routed()
    cases.worker.takes(ended.is_resolved())
    cases.act(referred, "refer", to="vendor", where="Call them.")
    codes = [code_of(cases.act(t, "take", expect=409)) for t in (imported, ended, referred)]
    assert codes == ["follows-its-source", "case-ended", "case-referred"]


def test_an_imported_ticket_is_told_what_makes_it_live(cases: Cases) -> None:
    following, closed = cases.routed(imported=True), cases.routed(imported=True)
    cases.worker.takes(closed.is_closed())
    told = [cases.act(t, "take", expect=409).json()["detail"] for t in (following, closed)]
    assert "as soon as somebody replies, leaves a note or sets its status" in told[0]
    assert "it is closed, and goes live by being reopened" in told[1]
    assert "any command" not in "".join(told)


def test_the_bounce_limit_names_a_better_target(cases: Cases) -> None:
    ticket = cases.routed()
    cases.act(ticket, "take")
    for _ in range(2):
        cases.act(ticket, "escalate", "bea", findings="Not ours.")
        cases.act(ticket, "hand-back", "bea", note="Not ours.")
    answer = cases.act(ticket, "escalate", "bea", 409, findings="Not ours.").json()
    assert answer["type"].endswith("bounce-limit")
    assert (answer["moves"], answer["may_move"]) == (4, ["ada"])
    assert answer["better_target"]["queue"] == "vendors"
    assert cases.act(ticket, "escalate", "ada", findings="Try them.").json()["moves"] == 5


def test_requesters_work_on_no_case(cases: Cases) -> None:
    ticket = cases.routed()
    actor = {"kind": "requester", "id": "rita"}
    answer = cases.client.post(f"/v1/cases/{ticket.id}/take", json={"actor": actor})
    assert (answer.status_code, code_of(answer)) == (409, "not-for-requesters")


def test_a_reference_that_several_desks_use_is_settled_by_origin(cases: Cases) -> None:
    one, other = cases.routed(imported=True), cases.routed(imported=True)
    with cases.worker.pool.connection() as connection:
        connection.execute(
            "UPDATE heard SET reference = 'HD-1', origin = 'shop' WHERE ticket_id = %s", [other.id]
        )
    answer = cases.get("HD-1", 409).json()
    assert answer["origins"] == ["harbour", "shop"]
    assert cases.get("HD-1", origin="harbour").json()["id"] == str(one.id)
