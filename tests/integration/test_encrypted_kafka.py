"""Kafka over TLS, with and without a login, on a real broker: it works, or says what to do."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from confluent_kafka import Consumer, KafkaError, Producer, TopicPartition
from confluent_kafka.admin import AdminClient

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.kafka_settings import KafkaSettings
from firstline_chassis.kafka_trouble import trouble_with
from firstline_chassis.relay import EventFeed, Relay
from firstline_chassis.store import Store
from firstline_chassis.topics import ensure_topics
from firstline_console.importing.account import Account
from firstline_console.importing.progress import NoDisplay
from firstline_console.importing.reading import read_log
from firstline_console.importing.session import Session
from firstline_events.catalogue import topics
from firstline_events.vocabulary import Level
from firstline_local.positions import _ends
from firstline_local.processes import wait_until
from tests.support.console import Terminal
from tests.support.counters import MAPPER, count, counting_pool, translate
from tests.support.desk import Desk
from tests.support.incident_log import row, write_log
from tests.support.secure_kafka import PASSWORD, SecureKafka, enrol, secure_kafka
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener, publish
from tests.support.tickets import Ticket
from tests.support.topics import renew_topics
from tests.support.triage import ASSESSMENTS, INTAKE

pytestmark = pytest.mark.integration
PARTITIONS = 2


def connection(kafka: SecureKafka, listener: str, **other: str) -> KafkaConnection:
    return KafkaSettings(**kafka.settings(listener, **other)).kafka  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def kafka() -> Iterator[SecureKafka]:
    """A broker whose topics were made over TLS with the login."""
    with secure_kafka() as broker:
        asyncio.run(ensure_topics(connection(broker, "LOGIN"), PARTITIONS))
        yield broker


@pytest.fixture
def answers(kafka: SecureKafka) -> Iterator[Listener]:
    """Of a triage whose store is as new as its topics."""
    admin = AdminClient({"bootstrap.servers": kafka.addresses["PLAINTEXT"]})
    renew_topics(admin, [INTAKE, ASSESSMENTS], PARTITIONS)
    listener = Listener(kafka.addresses["PLAINTEXT"], ASSESSMENTS)
    yield listener
    listener.close()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


def process(database: Database, folder: Path, **settings: str) -> Process:
    return Process("triage", database, folder, migrate=True, **settings)


def ask(kafka: SecureKafka, ticket: Ticket) -> None:
    told = [ticket.opens(), ticket.is_classified(Level.LOW, Level.LOW)]
    publish(kafka.addresses["PLAINTEXT"], told)


def await_answer(answers: Listener, ticket: Ticket) -> None:
    answers.until(lambda found: str(ticket.id) in {event["subject"] for event in found})


@pytest.mark.parametrize("listener", ["TLS", "LOGIN", "MUTUAL"])
def test_worker_and_relay_of_a_service_work_over_it(
    listener: str, kafka: SecureKafka, database: Database, answers: Listener, tmp_path: Path
) -> None:
    ticket = Ticket(f"INC-{listener}")
    triage = process(database, tmp_path, **kafka.settings(listener))
    try:
        triage.start()
        ask(kafka, ticket)
        await_answer(answers, ticket)
        triage.stop()
        assert PASSWORD not in triage.log.read_text()
    finally:
        triage.close()


def test_a_service_that_is_not_let_in_ends_with_the_reason_and_never_shows_the_password(
    kafka: SecureKafka, database: Database, tmp_path: Path
) -> None:
    wrong = kafka.settings("LOGIN", kafka_password="not the one that is known")
    triage = process(database, tmp_path, **wrong)
    said = triage.run("serve", "--role", "worker", expect=1).stderr
    assert "triage can't serve: Kafka at localhost:" in said
    assert "the broker refuses this user and password: set …_KAFKA_USERNAME" in said
    assert "not the one that is known" not in said


async def test_a_relay_says_what_it_waits_for_and_goes_on_when_that_is_mended(
    kafka: SecureKafka, database: Database, answers: Listener
) -> None:
    late = connection(kafka, "LOGIN", kafka_username="late", kafka_password=PASSWORD)
    with counting_pool(database) as pool:
        count(Store(pool, MAPPER), uuid4(), 7)
        relay = Relay(database.url("triage"), [EventFeed(MAPPER, translate)], late)
        await relay.start()
        try:
            await until(lambda: "refuses this user" in str(relay.check()["trouble"]))
            assert relay.check()["ok"] is False
            assert "set …_KAFKA_USERNAME" in relay.check()["trouble"]
            assert PASSWORD not in str(relay.check())
            enrol(kafka.addresses["PLAINTEXT"], "late", PASSWORD)
            await until(lambda: bool(relay.check()["leader"]))
            assert relay.check()["ok"] is True
            assert await asyncio.to_thread(arrived, kafka) == b"1:7"
        finally:
            await relay.stop()


async def until(condition: Callable[[], bool]) -> None:
    assert await asyncio.to_thread(wait_until, condition, 60), "not in time"


def arrived(kafka: SecureKafka) -> bytes | None:
    """The first record of the relay's topic."""
    settings = kafka.client_settings() | {"group.id": "tests"}
    reader = Consumer(settings)
    reader.assign([TopicPartition(ASSESSMENTS, one, 0) for one in range(PARTITIONS)])
    try:
        (record,) = reader.consume(1, timeout=30)
        assert record.error() is None
        return record.value()
    finally:
        reader.close()


REFUSALS: dict[str, tuple[str, dict[str, str], str, str]] = {
    "a wrong password": (
        "LOGIN", {"kafka_password": "x"}, "refuses this user", "…_KAFKA_PASSWORD_FILE"
    ),
    "an unknown user": (
        "LOGIN", {"kafka_username": "eve"}, "refuses this user", "…_KAFKA_USERNAME"
    ),
    "an authority that we do not know": (
        "TLS", {"kafka_ca_file": "stranger"}, "is not trusted", "…_KAFKA_CA_FILE"
    ),
    "an expired certificate": ("EXPIRED", {}, "has expired", "renew it at the broker"),
    "a name that the certificate lacks": (
        "TLS", {"host": "127.0.0.1"}, "is not for 127.0.0.1", "advertised.listeners"
    ),
    "plain text where TLS is spoken": (
        "TLS", {"protocol": "PLAINTEXT"}, "speaks TLS, and we", "to SSL or SASL_SSL"
    ),
    "TLS where plain text is spoken": (
        "TLS", {"port": "PLAINTEXT"}, "speaks no TLS", "name the broker's TLS port"
    ),
    "no login where one is wanted": ("TLS", {"port": "LOGIN"}, "hung up", "it wants a login"),
    "a login where none is wanted": (
        "LOGIN", {"port": "TLS"}, "asks for no login", "…_KAFKA_SECURITY_PROTOCOL=SSL"
    ),
    "no certificate where one is wanted": (
        "TLS", {"port": "MUTUAL"}, "hung up", "…_KAFKA_CERTIFICATE_FILE"
    ),
}  # fmt: skip


def misled(kafka: SecureKafka, listener: str, change: dict[str, str]) -> KafkaConnection:
    """A connection that is right but for the change."""
    change = dict(change)
    if change.pop("protocol", None):
        return KafkaConnection(kafka.addresses[listener])
    port = kafka.addresses[change.pop("port", listener)].rpartition(":")[2]
    change["kafka_bootstrap"] = f"{change.pop('host', 'localhost')}:{port}"
    if "kafka_ca_file" in change:
        change["kafka_ca_file"] = str(kafka.stranger.file)
    return connection(kafka, listener, **change)


@pytest.mark.parametrize(
    ("listener", "change", "reason", "remedy"), REFUSALS.values(), ids=REFUSALS
)
async def test_a_refusal_is_told_with_the_remedy(
    listener: str, change: dict[str, str], reason: str, remedy: str, kafka: SecureKafka
) -> None:
    trouble = await trouble_with(misled(kafka, listener, change))
    assert trouble is not None
    assert trouble.refused
    assert reason in trouble.reason
    assert remedy in trouble.remedy


@pytest.mark.parametrize("listener", ["TLS", "LOGIN", "MUTUAL", "PLAINTEXT"])
async def test_where_we_are_let_in_there_is_no_trouble(listener: str, kafka: SecureKafka) -> None:
    plain = KafkaConnection(kafka.addresses["PLAINTEXT"])
    right = plain if listener == "PLAINTEXT" else connection(kafka, listener)
    assert await trouble_with(right) is None


async def test_the_weaker_mechanism_works_as_well(kafka: SecureKafka) -> None:
    weaker = connection(kafka, "LOGIN", kafka_sasl_mechanism="SCRAM-SHA-256")
    assert await trouble_with(weaker) is None


def name(kafka: SecureKafka, environment: pytest.MonkeyPatch, **other: str) -> None:
    """The broker, as an operator names it for the command."""
    for variable, value in kafka.settings("LOGIN", **other).items():
        environment.setenv(f"FIRSTLINE_{variable}".upper(), value)


def test_the_command_reads_the_topics_with_the_login(
    kafka: SecureKafka, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    name(kafka, monkeypatch)
    done = terminal.types("topics", "list")
    assert done.code == 0, done.err
    assert INTAKE in done.out
    assert terminal.types("topics", "address").out.strip() == kafka.addresses["LOGIN"]


def test_the_command_says_why_it_was_not_let_in(
    kafka: SecureKafka, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    name(kafka, monkeypatch, kafka_password="not the one that is known")
    done = terminal.types("topics", "list")
    assert done.code == 1
    assert "can't be used: the broker refuses this user and password." in done.err
    assert "what to do: set …_KAFKA_USERNAME" in done.err
    assert "not the one that is known" not in done.out + done.err


async def test_an_import_publishes_and_reads_receipts_with_the_login(
    kafka: SecureKafka, tmp_path: Path
) -> None:
    log = write_log(tmp_path / "log.csv.xz", [row("INC1"), row("INC2")])
    account = Account(str(log), read_log(log))
    async with Desk(kafka.addresses["PLAINTEXT"]):
        await Session(account, NoDisplay(), drain=False).run(connection(kafka, "LOGIN"))
    assert account.outcomes == {"accepted": 2}


async def test_the_ends_of_topics_are_asked_with_the_login(kafka: SecureKafka) -> None:
    ends = await _ends(connection(kafka, "LOGIN"))
    assert ends is not None
    assert {topic for topic, _ in ends} == set(topics())


def test_another_system_publishes_with_a_client_of_its_own(kafka: SecureKafka) -> None:
    refused: list[KafkaError | None] = []
    producer = Producer(kafka.client_settings())
    producer.produce(
        "inbound-ticket-v1", b"{}", b"k", on_delivery=lambda error, _: refused.append(error)
    )
    assert producer.flush(20) == 0
    assert refused == [None]
