"""Guided flows over HTTP: listed, shown in a language, and not offered once they are retired."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.flows import NAME, flow
from tests.support.kb import kb_pool
from tests.support.servers import Database
from tests.support.ticket_api import code_of
from tests.support.walks import Walks


@pytest.fixture
def walks(database: Database) -> Iterator[Walks]:
    with kb_pool(database) as pool:
        yield Walks(pool)


def named(walks: Walks, **asked: Any) -> list[str]:
    return [one["name"] for one in walks.get("flows", **asked)["items"]]


def test_a_flow_is_listed_in_the_language_asked_for_or_its_first_one(walks: Walks) -> None:
    walks.publish()
    [one] = walks.get("flows", lang="it-CH")["items"]
    assert (one["language"], one["title"]) == ("it", "Lo scanner non legge")
    assert (one["label"], one["languages"]) == (f"flow:{NAME}@1", ["en", "it"])
    for lang in ("el", "fr"):
        [one] = walks.get("flows", lang=lang)["items"]
        assert (one["language"], one["title"]) == ("en", "The scanner reads nothing")


def test_flows_are_listed_by_name_in_pages_and_by_category(walks: Walks) -> None:
    for number in range(5):
        walks.publish(flow(name=f"flow-{number}", category=f"c{number % 2}"))
    first = walks.get("flows", limit=3)
    assert ([one["name"] for one in first["items"]], first["next"]) == (
        ["flow-0", "flow-1", "flow-2"],
        "flow-2",
    )
    assert named(walks, limit=3, after=first["next"]) == ["flow-3", "flow-4"]
    assert walks.get("flows", limit=3, after=first["next"])["next"] is None
    assert named(walks, category="c1") == ["flow-1", "flow-3"]


def test_a_retired_flow_is_not_offered_and_not_begun(walks: Walks) -> None:
    walks.publish()
    walk = walks.begin().json()
    walks.publish(flow(retired="We have new scanners."))
    assert named(walks) == []
    [one] = walks.get("flows", retired=True)["items"]
    assert (one["retired"], one["version"]) == ("We have new scanners.", 2)
    refused = walks.begin(409)
    assert (code_of(refused), refused.json()["reason"]) == ("flow-retired", "We have new scanners.")
    assert walks.answer(walk["id"], "lamp", "lit").json()["shown"]["step"] == "clean"
    walks.publish(flow(category="again"))
    assert named(walks) == [NAME]


def test_a_flow_is_shown_whole_with_its_steps_in_order(walks: Walks) -> None:
    walks.publish()
    found = walks.get(f"flows/{NAME}", lang="it")
    assert [one["step"] for one in found["steps"]] == [
        "lamp",
        "clean",
        "dock",
        "clean-again",
        "other-dock",
        "broken",
    ]
    lamp, clean = found["steps"][:2]
    assert (lamp["kind"], lamp["text"]) == ("question", "La lampada è accesa?")
    assert lamp["answers"][0] == {"answer": "lit", "label": "È accesa", "next": "clean"}
    assert [one["answer"] for one in clean["answers"]] == ["helped", "not_helped"]
    assert clean["details"] == "Con un panno."


def test_an_end_shows_its_article_once_people_can_read_it(walks: Walks) -> None:
    walks.publish()

    def end() -> tuple[str, object]:
        steps = walks.get(f"flows/{NAME}", lang="it")["steps"]
        [one] = [one for one in steps if one["step"] == "clean-again"]
        return one["names_article"], one["article"] and one["article"]["title"]

    assert end() == ("clean-the-scanner", None)
    walks.articles.draft(slug="clean-the-scanner", language="it", title="Bozza")
    assert end() == ("clean-the-scanner", None)
    walks.articles.act(
        "clean-the-scanner", "edit", language="en", title="Clean", summary="", body="x"
    )
    walks.articles.release("clean-the-scanner", "en")
    assert end() == ("clean-the-scanner", "Clean")


def test_an_older_version_is_shown_when_it_is_asked_for(walks: Walks) -> None:
    walks.publish()
    walks.publish(flow(category="new"))
    assert walks.get(f"flows/{NAME}")["category"] == "new"
    assert walks.get(f"flows/{NAME}", version=1)["category"] == "hardware"
    assert "last version" in walks.get(f"flows/{NAME}", 404, version=3)["detail"]


@pytest.mark.parametrize("name", ["nothing", "flow", NAME])
def test_what_is_no_flow_is_not_found(walks: Walks, name: str) -> None:
    assert walks.get(f"flows/{name}", 404)["type"].endswith("no-such-flow")
    assert code_of(walks.begin(404, name)) == "no-such-flow"


def test_a_name_that_no_flow_can_have_is_told_so(walks: Walks) -> None:
    walks.get("flows/Not%20A%20Name", 422)
