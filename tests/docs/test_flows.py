"""Every story in docs/flows runs on real servers, and its table is all that was published."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from firstline_events.catalogue import topics
from tests.docs.flows import FLOWS
from tests.docs.running_blocks import Terminal
from tests.support.pages import ROOT, blocks, name_of, table_rows, text_of
from tests.support.watched_topics import Published, WatchedTopics

SECONDS = 90
every_flow = pytest.mark.parametrize("page", FLOWS, ids=name_of)
Row = tuple[str, str]


def told(page: Path) -> list[Row]:
    """The (topic, event) of each row of the page's table, in its order."""
    cells = (row[:2] for row in table_rows(page) if len(row) == 3)
    named = [(event.strip("`"), topic.strip("`")) for event, topic in cells if "`" in event]
    return [(topic, event) for event, topic in named]


@pytest.mark.e2e
@every_flow
def test_a_story_makes_the_events_that_its_page_tells(
    page: Path, documented_suite: dict[str, str], tmp_path: Path
) -> None:
    terminal, expected = Terminal(documented_suite, tmp_path), told(page)
    watched = WatchedTopics(_kafka(terminal))
    try:
        for block in blocks(page):
            terminal.run(block)
        published = watched.published(len(expected), SECONDS)
    finally:
        watched.close()
    assert Counter((one.topic, one.name) for one in published) == Counter(expected)
    for (topic, key), names in _by_key(published).items():
        rows = [event for named, event in expected if named == topic]
        assert _is_within(names, rows), f"{topic} {key}: {names} is another order than {rows}"


@every_flow
def test_a_flow_tells_its_story_with_commands_a_table_and_a_diagram(page: Path) -> None:
    assert {block.tag for block in blocks(page)} >= {"mermaid", "bash"}
    assert len(told(page)) > 5


@every_flow
def test_every_event_of_a_table_travels_on_its_topic(page: Path) -> None:
    every = [(topic.name, kind) for topic in topics().values() for kind in topic.types()]
    known = {(name, kind.split(".")[-2]) for name, kind in every}
    assert [row for row in told(page) if row not in known] == []


def test_the_index_lists_every_flow() -> None:
    index = text_of(ROOT / "docs" / "flows" / "README.md")
    assert sorted(re.findall(r"\]\(([\w-]+\.md)\)", index)) == [page.name for page in FLOWS]


def _kafka(terminal: Terminal) -> str:
    return terminal.output("firstline topics address").strip()


def _by_key(published: Sequence[Published]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in published:
        found[one.topic, one.key].append(one.name)
    return found


def _is_within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the part can be had of the whole by leaving things out."""
    rest = iter(whole)
    return all(one in rest for one in part)
