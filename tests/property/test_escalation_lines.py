"""Routing is total: every request lands on exactly one queue of the line, always the same."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from firstline_chassis.policies.contents import faults_of
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.lines_table import LINES

CATEGORIES = ["hardware", "network", "vpn", "billing"]
LANGUAGES = ["it", "it-CH", "en", "de"]
categories = st.none() | st.sampled_from([*CATEGORIES, "unheard of"])
languages = st.none() | st.sampled_from([*LANGUAGES, "fr-CA"])


def some(words: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(words), max_size=3, unique=True)


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Any]:
    """Any lines that may be published."""
    drawn: list[dict[str, Any]] = []
    for line in range(draw(st.integers(1, 4))):
        number = draw(st.integers(1, 5))
        default = draw(st.integers(0, number - 1))
        drawn.append({"id": f"line {line}", "queues": []})
        for queue in range(number):
            made: dict[str, Any] = {"id": f"{line}/{queue}", "default": queue == default}
            asked = {"categories": draw(some(CATEGORIES)), "languages": draw(some(LANGUAGES))}
            drawn[-1]["queues"].append(made | asked)
    lowest = [{"id": "self-service"}] if draw(st.booleans()) else []
    policy = {"kind": "lines", "bounce_limit": 3, "default_priority": "low"}
    return {**policy, "lines": [*lowest, *drawn]}


@given(contents(), categories, languages)
def test_every_request_has_exactly_one_queue_on_every_line(
    content: dict[str, Any], category: str | None, language: str | None
) -> None:
    assert faults_of(LINES, content) == []
    lines, again = Lines.from_content(content, 1), Lines.from_content(content, 2)
    for line in lines.staffed:
        placed = lines.route(line.id, category, language)
        queue = lines.queue(placed.queue)
        assert queue is not None
        assert (queue.line, placed.line) == (line.id, line.id)
        assert placed == again.route(line.id, category, language)
        assert placed.queue in placed.reason


@given(contents(), categories, languages)
def test_a_queue_for_certain_requests_gets_no_others_unless_it_is_the_default(
    content: dict[str, Any], category: str | None, language: str | None
) -> None:
    lines = Lines.from_content(content, 1)
    for line in lines.staffed:
        queue = lines.queue(lines.route(line.id, category, language).queue)
        assert queue is not None
        by_category = not queue.categories or category in queue.categories
        spoken = {language, (language or "").partition("-")[0]}
        by_language = not queue.languages or bool(spoken & queue.languages)
        assert queue.default or (by_category and by_language)


@given(contents())
def test_lines_are_in_one_order(content: dict[str, Any]) -> None:
    lines = Lines.from_content(content, 1)
    order = [lines.entry]
    while (above := lines.above(order[-1])) is not None:
        assert lines.below(above) == order[-1]
        assert lines.is_above(above, order[-1])
        order.append(above)
    assert order == [line.id for line in lines.staffed]
