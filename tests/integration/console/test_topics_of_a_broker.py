"""`firstline topics` on a real broker."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from confluent_kafka.admin import AdminClient, NewTopic
from typer.testing import CliRunner, Result

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.topics import ensure_topics
from firstline_console.importing.errors import KafkaUnreachable
from firstline_console.main import build_app
from firstline_events.catalogue import topics
from firstline_local.ports import free_ports
from firstline_local.processes import wait_until
from firstline_local.servers import BOOTSTRAP, Servers
from tests.support.topics import delete_topics, existing, renew_topics

pytestmark = pytest.mark.integration
TICKETS = "intake-ticket-v1"


@pytest.fixture
def admin(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Iterator[AdminClient]:
    """A broker without any topics, before and after."""
    monkeypatch.setenv(BOOTSTRAP, servers.kafka_bootstrap)
    client = AdminClient({"bootstrap.servers": servers.kafka_bootstrap})
    _empty(client)
    yield client
    _empty(client)


def _empty(admin: AdminClient) -> None:
    delete_topics(admin, {name for name in existing(admin) if not name.startswith("__")})


def run(*words: str) -> Result:
    return CliRunner().invoke(build_app(), ["topics", *words], catch_exceptions=False)


def make(servers: Servers, partitions: int) -> None:
    """Create the catalogue's topics, and return when every client sees them all."""
    asyncio.run(ensure_topics(KafkaConnection(servers.kafka_bootstrap), partitions))
    client = AdminClient({"bootstrap.servers": servers.kafka_bootstrap})
    assert wait_until(lambda: set(topics()) <= existing(client), 20), "topics do not appear"


def test_what_the_suite_creates_is_what_the_catalogue_says(
    servers: Servers, admin: AdminClient
) -> None:
    make(servers, 3)
    done = run("diff")
    assert done.exit_code == 0
    assert done.output == f"All {len(topics())} topics are as the catalogue says.\n"
    assert run("diff", "--partitions", "12").exit_code == 1


def test_every_kind_of_difference_is_told_with_its_remedy(
    servers: Servers, admin: AdminClient
) -> None:
    make(servers, 3)
    delete_topics(admin, ["triage-assessment-v1"])
    renew_topics(admin, ["intake-forgotten-v1"], 1)
    delete_topics(admin, [TICKETS])
    renew_topics(admin, [TICKETS], 2)

    done = run("diff", "--json")

    assert done.exit_code == 1
    found = {(one["topic"], one["what"]): one for one in json.loads(done.output)}
    assert set(found) == {
        (TICKETS, "partitions"),
        ("triage-assessment-v1", "topic"),
        ("intake-forgotten-v1", "topic"),
    }
    assert all(one["remedy"] for one in found.values())
    assert "what to do:" in run("diff").output


def test_a_setting_changed_on_the_broker_is_told(servers: Servers, admin: AdminClient) -> None:
    make(servers, 1)
    delete_topics(admin, [TICKETS])
    admin.create_topics([_shortlived(TICKETS)])[TICKETS].result(20)

    [found] = json.loads(run("diff", "--json").output)

    assert (found["what"], found["catalogue"], found["broker"]) == ("retention.ms", "-1", "60000")


def _shortlived(name: str) -> NewTopic:
    settings = {"retention.ms": "60000", "max.message.bytes": str(2 * 1024**2)}
    return NewTopic(name, 1, 1, config=settings)


def test_the_list_shows_whose_a_topic_is_and_how_long_it_keeps(
    servers: Servers, admin: AdminClient
) -> None:
    make(servers, 2)
    renew_topics(admin, ["intake-forgotten-v1"], 1)

    shown = run("list").output

    assert [name for name in topics() if name not in shown] == []
    assert "not in the catalogue" in shown
    assert "for ever" in shown
    sizes = {one["topic"]: one["partitions"] for one in json.loads(run("list", "--json").output)}
    assert sizes == {**dict.fromkeys(topics(), 2), "intake-forgotten-v1": 1}


def test_a_broker_that_does_not_answer_is_told_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(BOOTSTRAP, f"127.0.0.1:{free_ports(1)[0]}")
    with pytest.raises(KafkaUnreachable) as refused:
        run("diff")
    assert "does not answer" in str(refused.value)
    assert refused.value.remedy
