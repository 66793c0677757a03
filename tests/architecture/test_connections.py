"""Clients are made in one place each: whoever makes one elsewhere would forget TLS and login."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.test_house_rules import ROOT, committed

CHASSIS = "libs/chassis/src/firstline_chassis"
KAFKA = {"AIOKafkaProducer", "AIOKafkaConsumer", "AIOKafkaAdminClient", "AIOKafkaClient"}
ALLOWED = {
    **dict.fromkeys(KAFKA, f"{CHASSIS}/kafka_connection.py"),
    "KafkaBroker": f"{CHASSIS}/subscribing.py",
    "create_conn": f"{CHASSIS}/kafka_trouble.py",
}
SOURCES = [path for path in committed("*/*/src/*.py") if path.parts[-1] != "__init__.py"]


def calls(source: str) -> Iterator[str]:
    """The bare name of whatever is called."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            function = node.func
            yield (
                function.attr
                if isinstance(function, ast.Attribute)
                else getattr(function, "id", "")
            )


def test_nobody_else_makes_a_client_of_kafka() -> None:
    found = {
        (name, str(path.relative_to(ROOT)))
        for path in SOURCES
        for name in calls(path.read_text(encoding="utf-8"))
        if name in ALLOWED
    }
    assert {name for name, _ in found} == set(ALLOWED) - {"AIOKafkaClient"}
    assert {(name, path) for name, path in found if path != ALLOWED[name]} == set()


def test_nobody_takes_in_a_second_library_for_kafka() -> None:
    other = re.compile(r"^\s*(from|import) (confluent_kafka|kafka)\b", re.MULTILINE)
    assert [str(path) for path in SOURCES if other.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("name", ["database_url", "kafka_bootstrap", "kafka_password"])
def test_a_service_takes_connections_from_its_settings_and_not_the_parts(name: str) -> None:
    users = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if f"settings.{name}" in path.read_text(encoding="utf-8")
    ]
    assert users == []


def test_a_client_made_elsewhere_would_be_noticed() -> None:
    assert "AIOKafkaConsumer" in set(calls("import aiokafka\naiokafka.AIOKafkaConsumer('x')"))
    assert ROOT / ALLOWED["KafkaBroker"] in SOURCES
