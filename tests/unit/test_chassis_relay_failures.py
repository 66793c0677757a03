"""What the relay does when the broker refuses: begin again after an outage, stop for an event."""

import pytest
from aiokafka import errors
from aiokafka.errors import KafkaError

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_chassis.relay import Relay

OUTAGES = [
    errors.KafkaConnectionError(),
    errors.KafkaTimeoutError(),
    errors.ProducerClosed(),
    errors.OutOfOrderSequenceNumber(),
    errors.InvalidProducerEpoch(),
]
REFUSALS = [
    errors.MessageSizeTooLargeError("3 MiB"),
    errors.InvalidTopicError(),
    errors.TopicAuthorizationFailedError(),
]


def after(error: KafkaError) -> dict[str, object]:
    relay = Relay("postgresql://nowhere", [], KafkaConnection("nowhere:9092"))
    relay._judge(error)
    return relay.check()


@pytest.mark.parametrize("error", OUTAGES, ids=lambda error: type(error).__name__)
def test_an_outage_of_the_broker_however_long_never_stops_the_relay(error: KafkaError) -> None:
    assert after(error)["ok"] is True


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: type(error).__name__)
def test_an_event_that_the_broker_refuses_stops_the_relay_for_a_person(error: KafkaError) -> None:
    assert after(error)["ok"] is False
