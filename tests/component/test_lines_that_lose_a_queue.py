"""New lines while cases are open: nobody is left in a queue that is gone."""

from collections.abc import Iterator
from typing import Any

import pytest

from firstline_escalation.application import adopting_lines
from tests.support.case_api import Cases
from tests.support.case_streams import Spoken
from tests.support.case_worker import case_worker
from tests.support.policies import PolicyApi, lines
from tests.support.queue import case, fill
from tests.support.races import race
from tests.support.servers import Database
from tests.support.ticket_api import code_of


@pytest.fixture
def cases(database: Database) -> Iterator[Cases]:
    with case_worker(database) as worker:
        yield Cases(worker)


@pytest.fixture
def policies(cases: Cases) -> PolicyApi:
    return PolicyApi(cases.client)


def on_second(cases: Cases, category: str = "vpn") -> Spoken:
    """A case in a queue of the second line that an agent has there."""
    ticket = cases.routed(category)
    cases.act(ticket, "take")
    cases.act(ticket, "escalate", findings="The tunnel breaks.")
    cases.act(ticket, "take", "bea")
    return ticket


def without_network(**changes: Any) -> dict[str, Any]:
    """The lines without the queue `network`."""
    content = lines(**changes)
    second = content["lines"][2]
    second["queues"] = [queue for queue in second["queues"] if queue["id"] != "network"]
    return content


def test_a_queue_with_work_in_it_is_not_removed(cases: Cases, policies: PolicyApi) -> None:
    on_second(cases)
    on_second(cases)
    answer = policies.publish(without_network(), 409)
    assert code_of(answer) == "policy-in-use"
    assert answer.json()["errors"] == [
        {
            "pointer": "/body/content/lines",
            "reason": "queue network is gone, and 2 open cases are in it",
            "remedy": "say who takes over: moved: {network: another-queue}; or empty it first",
        }
    ]
    assert policies.get("/lines")["version"] == 1


def test_its_cases_go_where_the_version_says_in_one_transaction(
    cases: Cases, policies: PolicyApi
) -> None:
    ticket, other = on_second(cases), on_second(cases, "billing")
    before = len(cases.worker.events(other.id))
    policies.publish(without_network(moved={"network": "applications"}))
    event = cases.worker.events(ticket.id)[-1]
    assert event.type.endswith("case-routed.v1")
    said = event.data
    assert (said["queue"], said["previous_queue"], said["policy"]) == (
        "applications",
        "network",
        "lines@2",
    )
    assert said["reason"] == "applications takes over from network"
    assert (event.actorkind, event.actorid, event.onbehalfof) == ("system", "escalation", "carla")
    assert (said["moves"], said["previous_assignee"]) == (2, "bea")
    assert len(cases.worker.events(other.id)) == before
    shown = cases.client.get("/v1/queues/applications/cases").json()["items"]
    assert {one["ticket"] for one in shown} == {str(ticket.id), str(other.id)}


def test_a_queue_on_another_line_takes_its_cases_with_it(cases: Cases, policies: PolicyApi) -> None:
    ticket = on_second(cases)
    content = without_network()
    content["lines"][3]["queues"].append({"id": "network", "categories": ["vpn"]})
    policies.publish(content)
    event = cases.worker.events(ticket.id)[-1]
    assert (event.data["previous_line"], event.data["line"]) == ("second", "third")
    assert event.data["queue"] == "network"


def test_an_empty_queue_is_removed_without_a_word(cases: Cases, policies: PolicyApi) -> None:
    ticket = on_second(cases)
    cases.worker.takes(ticket.is_resolved())
    policies.publish(without_network())
    cases.worker.takes(ticket.is_reopened())
    event = cases.worker.events(ticket.id)[-1]
    assert (event.data["line"], event.data["policy"]) == ("second", "lines@2")
    assert event.data["queue"] == "applications"


def test_an_imported_case_in_a_queue_of_that_name_is_none_of_ours(
    cases: Cases, policies: PolicyApi
) -> None:
    ticket = cases.routed(imported=True)
    cases.worker.takes(ticket.is_assigned("network", "Resolver 8"))
    policies.publish(without_network())
    assert cases.worker.told(ticket.id) == ["case-opened", "source-followed"]


def test_more_cases_than_one_transaction_may_move_are_to_be_drained_first(
    cases: Cases, policies: PolicyApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adopting_lines, "MOST_MOVED", 3)
    fill(cases.worker.store, [case(n, line="second", queue="network") for n in range(4)])
    answer = policies.publish(without_network(moved={"network": "applications"}), 409)
    [error] = answer.json()["errors"]
    assert error["reason"] == "4 open cases would have to move; 3 may in one go"
    assert "work or move some of them first" in error["remedy"]


def test_another_default_priority_orders_what_nobody_has_judged(
    cases: Cases, policies: PolicyApi
) -> None:
    judged, unknown = cases.routed(), Spoken("9")
    cases.worker.takes(unknown.opens(classification_follows=False), unknown.is_skipped())
    policies.publish(lines(default_priority="critical"))
    shown = cases.client.get("/v1/cases").json()["items"]
    assert [(one["ticket"], one["priority"]) for one in shown] == [
        (str(unknown.id), "critical"),
        (str(judged.id), "high"),
    ]


def test_who_escalates_while_a_queue_goes_ends_up_in_one_that_is_there(
    cases: Cases, policies: PolicyApi
) -> None:
    tickets = [cases.routed() for _ in range(6)]
    for ticket in tickets:
        cases.act(ticket, "take")
    content = without_network(moved={"network": "applications"})

    def act(number: int) -> int:
        if number == len(tickets):
            return policies.publish(content).status_code
        return cases.act(tickets[number], "escalate", findings="The tunnel breaks.").status_code

    assert sorted(race(act, len(tickets) + 1)) == [200] * len(tickets) + [201]
    queues = cases.client.get("/v1/queues").json()["lines"][2]["queues"]
    assert {queue["queue"]: queue["cases"] for queue in queues} == {
        "devices": 0,
        "applications": len(tickets),
    }
    assert [cases.worker.case(ticket.id).queue for ticket in tickets] == ["applications"] * 6
