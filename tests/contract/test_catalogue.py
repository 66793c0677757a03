"""The catalogue of topics is complete and agrees with the models."""

import re
from collections import Counter

import pytest

from firstline_events import catalogue, intake
from firstline_events.catalogue import Topic, inbound_types, message_types, topics
from firstline_events.message import InboundMessage, Message
from tests.support.goldens import INBOUND, OWN, TYPES

every_topic = pytest.mark.parametrize("topic", topics().values(), ids=lambda topic: topic.name)
OURS = [topic for topic in topics().values() if topic.owner != "other systems"]


@every_topic
def test_a_topic_says_who_owns_it_what_keys_it_and_who_reads_it_and_why(topic: Topic) -> None:
    assert topic.owner
    assert topic.key
    assert topic.consumers
    assert all(topic.consumers.values())


@every_topic
def test_a_topic_keeps_everything_and_has_a_partition_count(topic: Topic) -> None:
    assert topic.retention_ms == -1
    assert topic.partitions >= 0


@every_topic
def test_a_topic_is_named_after_owner_aggregate_and_major_version(topic: Topic) -> None:
    owner = "inbound" if topic.owner == "other systems" else topic.owner

    assert re.fullmatch(rf"{owner}-[a-z]+-v[1-9][0-9]*", topic.name)


@every_topic
def test_a_type_is_named_after_the_owner_of_its_topic(topic: Topic) -> None:
    owner = topic.name.partition("-")[0]

    assert topic.types()
    for name in topic.types():
        assert re.fullmatch(rf"firstline\.{owner}\.[a-z]+(-[a-z]+)+\.v[1-9][0-9]*", name)


@every_topic
def test_what_triage_answers_travels_on_the_topic(topic: Topic) -> None:
    assert set(topic.answered_by_triage) <= set(topic.types())


def test_triage_answers_classifications_and_openings_and_nothing_else() -> None:
    answered = [name for topic in topics().values() for name in topic.answered_by_triage]

    assert sorted(answered) == [intake.TicketClassified.TYPE, intake.TicketOpened.TYPE]


def test_no_two_models_share_a_type() -> None:
    assert [name for name, times in Counter(TYPES).items() if times > 1] == []


def test_every_model_travels_on_exactly_one_topic() -> None:
    travelling = Counter(name for topic in topics().values() for name in topic.types())

    assert travelling == Counter(TYPES)


def test_every_row_of_models_belongs_to_exactly_one_topic() -> None:
    assert Counter(topic.models for topic in topics().values()) == Counter(list(catalogue._MODELS))


def test_what_is_keyed_by_a_ticket_has_one_partition_count() -> None:
    keyed = {topic.partitions for topic in topics().values() if topic.key == "ticket id"}

    assert len(keyed) == 1


@pytest.mark.parametrize("topic", OURS, ids=lambda topic: topic.name)
def test_our_own_topics_carry_messages_that_ignore_unknown_fields(topic: Topic) -> None:
    for model in message_types(topic.name).values():
        assert issubclass(model, Message)
        assert model.model_config["extra"] == "ignore"


def test_inbound_messages_refuse_unknown_fields() -> None:
    assert inbound_types() == topics()["inbound-ticket-v1"].types()
    for model in inbound_types().values():
        assert issubclass(model, InboundMessage)
        assert model.model_config["extra"] == "forbid"


@pytest.mark.parametrize("model", [*INBOUND, *OWN], ids=lambda model: model.TYPE)
def test_a_message_cannot_be_changed_once_read(model: type[Message]) -> None:
    assert model.model_config["frozen"]
