"""Every guided flow in `data/flows` can be published as it stands, and is told in full."""

from collections.abc import Iterator
from typing import Any

import pytest

from firstline_chassis.policies.yaml_files import read_text
from firstline_kb.domain.flow import Flow
from firstline_kb.domain.flow_graph import longest_way
from firstline_kb.domain.flow_table import faults
from tests.support.pages import ROOT
from tests.support.starting_articles import LANGUAGES, starting_articles
from tests.support.wording import share_in_greek, wrong_words

FILES = sorted((ROOT / "data" / "flows").glob("*.yaml"))
NAMES = ["cannot-sign-in", "no-network", "scanner-reads-nothing"]
STEPS = range(6, 13)
MOST_SHOWN = 7
"""Steps that anybody has to go through, the end among them."""
every_flow = pytest.mark.parametrize("name", NAMES)


def content(name: str) -> dict[str, Any]:
    path = ROOT / "data" / "flows" / f"{name}.yaml"
    return dict(read_text(path.read_text(encoding="utf-8"), path.name).content)


def flow(name: str) -> Flow:
    return Flow.from_content(content(name), 1)


def test_these_are_the_flows() -> None:
    assert [path.stem for path in FILES] == NAMES


@every_flow
def test_it_has_no_fault_and_is_called_as_its_file(name: str) -> None:
    assert list(faults(content(name))) == []
    assert flow(name).name == name
    assert flow(name).languages == list(LANGUAGES)


@every_flow
def test_it_is_short_and_ends_well_or_not_so_well(name: str) -> None:
    steps = flow(name).steps
    assert len(steps) in STEPS
    assert {one.outcome for one in steps.values() if one.outcome} == {"solved", "not_solved"}
    graph = {one.name: [answer.next for answer in one.answers] for one in steps.values()}
    assert len(longest_way(graph, flow(name).start)) <= MOST_SHOWN


@every_flow
def test_its_ends_name_articles_that_are_there(name: str) -> None:
    known = {one.slug for one in starting_articles()}
    named = [one.article for one in flow(name).steps.values() if one.article]
    assert len(named) >= 2
    assert set(named) <= known


@every_flow
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_worded_for_the_public(name: str, language: str) -> None:
    said = " ".join(_texts(content(name), language))
    assert len(said.split()) > 100
    assert wrong_words(said, language) == []
    assert (share_in_greek(said) > 0.8) == (language == "el")


def _texts(part: Any, language: str) -> Iterator[str]:
    """Every text of the content in that language."""
    if isinstance(part, list):
        for one in part:
            yield from _texts(one, language)
    elif isinstance(part, dict):
        for key, one in part.items():
            if key == language:
                yield one
            else:
                yield from _texts(one, language)
