"""docker-compose.yml as it is: tickets travel through it, and it gets over kills."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

import httpx
import pytest
from confluent_kafka import Producer

from tests.support.composed import SERVERS, SERVICES, Composed, eventually

_numbers = count(1)
ADA = "ada@example.org"


def open_over_http(suite: Composed) -> str:
    """Asks until it is answered, with one key: however often, it is one ticket; its number."""
    subject, answer = f"The scanner is dead, for the {next(_numbers)}. time", dict[str, Any]()
    body = {
        "actor": {"kind": "requester", "id": ADA}, "requester": ADA, "subject": subject,
        "impact": "medium", "urgency": "high",
    }  # fmt: skip

    def opened() -> bool:
        told = httpx.post(
            f"{suite.url('intake')}/v1/tickets", json=body, headers={"Idempotency-Key": subject}
        )
        answer.update(told.json())
        return told.is_success

    eventually(opened, f"intake opens “{subject}”")
    return str(answer["number"])


def open_from_kafka(suite: Composed) -> str:
    """A foreign desk's record on the published port of the broker; the desk's reference."""
    reference = f"HD-{next(_numbers)}"
    event = {
        "specversion": "1.0", "id": f"{reference}/opened", "source": "/harbour/helpdesk",
        "type": "firstline.inbound.ticket-opened.v1",
        "data": {
            "origin": "harbour", "reference": reference, "opened_at": "2026-03-02T09:14:00Z",
            "subject": "The display of crane 4 stays black", "requester": "ada",
            "impact": "high", "urgency": "medium",
        },
    }  # fmt: skip
    producer = Producer({"bootstrap.servers": f"127.0.0.1:{suite.ports['kafka']}"})
    producer.produce(
        "inbound-ticket-v1",
        key=reference,
        value=json.dumps(event),
        headers={"content-type": b"application/cloudevents+json"},
    )
    assert producer.flush(60) == 0
    return reference


def reported(suite: Composed, ticket: str) -> dict[str, Any]:
    """The ticket as reporting has it, once triage's priority and a line have reached it."""
    found = dict[str, Any]()

    def is_there() -> bool:
        told = httpx.get(f"{suite.url('reporting')}/v1/tickets/{ticket}")
        found.update(told.json()["ticket"] if told.is_success else {})
        return bool(found.get("priority"))

    eventually(is_there, f"reporting knows {ticket} and its priority")
    return found


OPENERS: list[Callable[[Composed], str]] = [open_over_http, open_from_kafka]


@pytest.mark.parametrize("opens", OPENERS)
def test_a_ticket_that_enters_is_assessed_and_reported(
    composed: Composed, opens: Callable[[Composed], str]
) -> None:
    assert reported(composed, opens(composed))["priority"] == "high"


@pytest.mark.parametrize("killed", [*SERVICES, *SERVERS])
def test_a_container_that_is_killed_comes_back_and_costs_nothing(
    composed: Composed, killed: str
) -> None:
    restarts = composed.inspect(killed)["RestartCount"]
    before = open_over_http(composed)
    composed.kill(killed)
    eventually(
        lambda: composed.inspect(killed)["RestartCount"] > restarts and composed.is_healthy(killed),
        f"{killed} is back",
    )
    after = open_over_http(composed)
    assert {reported(composed, each)["priority"] for each in (before, after)} == {"high"}


@pytest.mark.parametrize("service", SERVICES)
def test_a_container_is_nobody_and_writes_nowhere_but_to_its_temp_folder(
    composed: Composed, service: str
) -> None:
    assert composed.inside(service, "id", "-u").stdout.strip() == "10001"
    assert composed.inside(service, "touch", "/tmp/probe").returncode == 0  # noqa: S108
    for place in ("/app/probe", "/etc/probe", "/probe"):
        assert "Read-only" in composed.inside(service, "touch", place).stderr
    status = composed.inside(service, "cat", "/proc/1/status").stdout
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status


@pytest.mark.parametrize("service", SERVICES)
def test_a_container_that_is_stopped_ends_by_itself_and_well(
    composed: Composed, service: str
) -> None:
    composed.compose("stop", "--timeout", "25", service)
    assert composed.inspect(service)["State"]["ExitCode"] == 0  # 137: it had to be killed
    assert '"stopping"' in composed.logs(service)
    composed.compose("start", service)
    eventually(lambda: composed.is_healthy(service), f"{service} is back")


def test_nothing_is_published_but_to_this_machine(composed: Composed) -> None:
    for name in (*SERVICES, *SERVERS):
        published = composed.inspect(name)["HostConfig"]["PortBindings"]
        assert {each["HostIp"] for at in published.values() for each in at} == {"127.0.0.1"}
