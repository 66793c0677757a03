"""Where a request goes within a line, and who stands above whom."""

from typing import Any

import pytest

from firstline_escalation.domain.lines import Lines, NoSuchLine, Placement
from firstline_events.vocabulary import Priority

CONTENT: dict[str, Any] = {
    "kind": "lines",
    "bounce_limit": 4,
    "default_priority": "moderate",
    "coordinators": ["carla"],
    "lines": [
        {"id": "self-service"},
        {
            "id": "first",
            "queues": [
                {"id": "desk", "default": True},
                {"id": "desk-it", "languages": ["it"]},
                {"id": "desk-ticino", "languages": ["it-CH"]},
                {"id": "devices", "categories": ["hardware"], "languages": ["en", "it"]},
                {"id": "machines", "categories": ["hardware"]},
            ],
        },
        {
            "id": "second",
            "queues": [
                {"id": "network", "categories": ["network", "vpn"]},
                {"id": "applications", "default": True},
            ],
        },
        {"id": "third", "queues": [{"id": "vendors", "default": True}]},
    ],
}
LINES = Lines.from_content(CONTENT, 3)


@pytest.mark.parametrize(
    ("category", "language", "queue", "reason"),
    [
        ("hardware", "it", "devices", "queue devices takes category hardware in language it"),
        ("hardware", "en-GB", "devices", "queue devices takes category hardware in language en-GB"),
        ("hardware", "de", "machines", "queue machines takes category hardware"),
        ("hardware", None, "machines", "queue machines takes category hardware"),
        ("billing", "it", "desk-it", "queue desk-it takes language it"),
        (None, "it-CH", "desk-ticino", "queue desk-ticino takes language it-CH"),
        (
            "billing",
            "de",
            "desk",
            "no queue is for category billing and language de; desk is the default of line first",
        ),
        ("billing", None, "desk", "no queue is for category billing; desk is the default"),
        (None, None, "desk", "neither category nor language is known; desk is the default"),
    ],
)
def test_category_counts_first_then_language_then_the_default_takes_the_rest(
    category: str | None, language: str | None, queue: str, reason: str
) -> None:
    found = LINES.route("first", category, language)
    assert found[:2] == ("first", queue)
    assert found.reason.startswith(reason)


def test_of_two_queues_that_fit_alike_the_earlier_one_is_taken() -> None:
    queues = [{"id": "a", "default": True}, *({"id": one, "categories": ["x"]} for one in "bc")]
    lines = Lines.from_content({**CONTENT, "lines": [{"id": "first", "queues": queues}]}, 1)
    assert lines.route("first", "x", None).queue == "b"


def test_each_line_routes_among_its_own_queues() -> None:
    assert LINES.route("second", "vpn", "it") == Placement(
        "second", "network", "queue network takes category vpn"
    )


@pytest.mark.parametrize("line", ["self-service", "fourth"])
def test_nothing_is_put_on_a_line_without_queues(line: str) -> None:
    with pytest.raises(NoSuchLine, match="lines with queues: first, second, third"):
        LINES.route(line, None, None)


def test_lines_stand_above_one_another_and_the_one_without_queues_is_passed_over() -> None:
    assert [LINES.above(one) for one in ("first", "second", "third")] == ["second", "third", None]
    assert [LINES.below(one) for one in ("first", "second", "third")] == [None, "first", "second"]
    assert (LINES.above("fourth"), LINES.below("self-service")) == (None, None)
    assert LINES.is_above("third", "first")
    assert not LINES.is_above("first", "first")
    assert not LINES.is_above("fourth", "first")


def test_a_queue_knows_its_line() -> None:
    vendors = LINES.queue("vendors")
    assert vendors is not None
    assert (vendors.line, LINES.queue("group 70")) == ("third", None)


def test_a_version_says_what_else_it_decides() -> None:
    assert (LINES.label, LINES.entry, LINES.bounce_limit) == ("lines@3", "first", 4)
    assert LINES.coordinators == frozenset({"carla"})
    assert LINES.default_priority is Priority.MODERATE
    assert LINES.moved == {}
