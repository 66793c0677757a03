"""What enters at intake, by Kafka or by HTTP, is seen in every service."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from confluent_kafka import Producer

from firstline_reporting.read_models.projection import Projection
from tests.support.foreign_desk import INBOUND, ForeignTicket
from tests.support.intake import RECEIPTS, TOPICS
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener
from tests.support.ticket_api import ADA, OPENING

pytestmark = pytest.mark.integration
PARTITIONS = 3


@pytest.fixture
def suite(
    database: Database, fresh_topics: Callable[..., None], tmp_path: Path
) -> Iterator[dict[str, Process]]:
    """All three services, as processes."""
    fresh_topics(*{*TOPICS, *Projection.topics}, partitions=PARTITIONS)
    names = ("intake", "triage", "reporting")
    services = {name: Process(name, database, tmp_path) for name in names}
    with ExitStack() as stack:
        for service in services.values():
            stack.callback(service.close)
            service.start()
        yield services
        for service in services.values():
            service.stop()


def seen(service: Process, path: str) -> bool:
    return service.get(path).status_code == 200


def wait_until_seen(suite: dict[str, Process], ticket: str) -> None:
    assessed = f"/v1/assessments/{ticket}"
    suite["triage"].wait_until(lambda: seen(suite["triage"], assessed), f"aware of {ticket}")
    path = f"/v1/tickets/{ticket}"

    def shown() -> bool:
        found = suite["reporting"].get(path)
        return found.status_code == 200 and found.json()["ticket"]["priority"] == "critical"

    suite["reporting"].wait_until(shown, f"showing {ticket}")


def test_a_cloudevent_of_another_client_is_seen_in_every_service_and_in_a_receipt(
    suite: dict[str, Process], database: Database
) -> None:
    bootstrap, ticket = database.servers.kafka_bootstrap, ForeignTicket("HD-1", "harbour")
    value = ticket.opens("e-1", impact="high", urgency="high").value
    producer = Producer({"bootstrap.servers": bootstrap})
    producer.produce(INBOUND, value, b"HD-1")  # no header, and wherever its partitioner wants
    assert producer.flush(30) == 0
    listener = Listener(bootstrap, RECEIPTS, PARTITIONS)
    (receipt,) = listener.count(1)
    listener.close()
    assert receipt["data"]["outcome"] == "accepted"
    assert (receipt["data"]["event_id"], receipt["subject"]) == ("e-1", str(ticket.id))
    assert suite["intake"].get("/v1/tickets/HD-1").json()["id"] == str(ticket.id)
    wait_until_seen(suite, str(ticket.id))


def test_a_ticket_opened_over_http_is_seen_in_every_service(suite: dict[str, Process]) -> None:
    opening = {**OPENING, "actor": ADA, "impact": "high", "urgency": "high"}
    answer = httpx.post(f"{suite['intake'].url}/v1/tickets", json=opening, timeout=10)
    assert answer.status_code == 201, answer.text
    assert suite["intake"].get(answer.headers["location"]).json() == json.loads(answer.content)
    wait_until_seen(suite, answer.json()["id"])
