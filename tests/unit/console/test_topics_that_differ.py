"""The catalogue beside a broker's topics: every difference is told, with its remedy."""

from dataclasses import replace

from firstline_chassis.topics import settings_of
from firstline_console.topics.differences import Difference, differences
from firstline_console.topics.seen import Seen
from firstline_events.catalogue import topics

TICKETS = "intake-ticket-v1"


def broker(**changes: Seen | None) -> dict[str, Seen]:
    """Every topic as the catalogue wants it, with six partitions, but for the changes."""
    good = {name: Seen(6, 1, settings_of(topic)) for name, topic in topics().items()}
    return {name: one for name, one in {**good, **changes}.items() if one is not None}


def told(found: list[Difference]) -> list[tuple[str, str, str, str]]:
    return [(each.topic, each.what, each.catalogue, each.broker) for each in found]


def test_a_broker_as_the_catalogue_wants_it_differs_in_nothing() -> None:
    assert differences(topics(), broker()) == []
    assert differences(topics(), broker(), default=6) == []


def test_a_missing_topic_is_told_once() -> None:
    [found] = differences(topics(), broker(**{TICKETS: None}))
    assert told([found]) == [(TICKETS, "topic", "yes", "missing")]
    assert "firstline up" in found.remedy


def test_an_empty_broker_lacks_every_topic() -> None:
    assert [each.topic for each in differences(topics(), {})] == list(topics())


def test_a_topic_with_another_number_of_partitions_than_the_others_is_told() -> None:
    odd = replace(broker()[TICKETS], partitions=12)
    [found] = differences(topics(), broker(**{TICKETS: odd}))
    assert told([found]) == [(TICKETS, "partitions", "6", "12")]
    assert "new version" in found.remedy


def test_the_default_number_can_be_asked_for() -> None:
    found = differences(topics(), broker(), default=12)
    assert told(found) == [(name, "partitions", "12", "6") for name in topics()]


def test_a_setting_that_would_lose_events_is_told_with_the_command_that_mends_it() -> None:
    short = replace(broker()[TICKETS], settings={**settings_of(topics()[TICKETS])})
    short = replace(short, settings={**short.settings, "retention.ms": "604800000"})
    [found] = differences(topics(), broker(**{TICKETS: short}))
    assert told([found]) == [(TICKETS, "retention.ms", "-1", "604800000")]
    assert found.remedy.endswith(f"--topic {TICKETS} --add-config retention.ms=-1")


def test_a_topic_that_the_catalogue_lacks_is_told_last() -> None:
    found = differences(topics(), broker(**{"intake-forgotten-v1": Seen(1, 1, {})}))
    assert told(found) == [("intake-forgotten-v1", "topic", "no", "yes")]
