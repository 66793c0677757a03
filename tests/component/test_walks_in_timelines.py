"""A ticket's timeline tells the walks that it has, with the way that was taken in words."""

from collections.abc import Iterator

import pytest

from firstline_console.ticket.timeline.gathering import Told, walks_of
from firstline_console.ticket.timeline.printing import as_entry
from tests.support.kb import kb_app, kb_pool
from tests.support.kb_worker import KbWorker, LiveOne
from tests.support.servers import Database
from tests.support.terminal import Terminal
from tests.support.walks import NORA, TICKET, Walks

WAY = "Is the lamp on? It is lit → Clean the window. No, it didn't help"


@pytest.fixture
def walks(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Walks]:
    with kb_pool(database) as pool:
        api = Walks(pool)
        api.publish()
        Terminal(monkeypatch, capsys).serve(kb=kb_app(pool))
        yield api


def told(ticket: str) -> list[tuple[str, str | None]]:
    found: list[Told] = walks_of(ticket, [])
    entries = [as_entry(one) for one in found]
    return [(one["what"], one["why"]) for one in entries]


def test_a_walk_for_a_ticket_is_told_from_its_beginning_to_its_end(walks: Walks) -> None:
    walk = walks.begin(ticket=TICKET, actor=NORA).json()["id"]
    walks.answer(walk, "lamp", "lit")
    walks.answer(walk, "clean", "not_helped")
    walks.answer(walk, "dock", "helped")
    flow = "flow:scanner-reads-nothing@1"
    assert told(TICKET) == [
        (f"began to walk {flow}", None),
        (f"walks {flow} for this ticket", None),
        (
            f"ended the walk through {flow}: solved in 4 steps",
            f"{WAY} → Try another dock. Yes, that helped",
        ),
    ]


def test_a_walk_that_led_to_a_ticket_is_told_with_its_way_once(walks: Walks) -> None:
    walk, ticket = walks.begin().json()["id"], LiveOne()
    walks.answer(walk, "lamp", "lit")
    walks.answer(walk, "clean", "not_helped")
    KbWorker(walks.pool).takes(ticket.opens(walk=walk))
    said = told(str(ticket.id))
    assert [why for _, why in said if why] == [WAY]
    assert said[-1][0].endswith("along: given up at step 3")


def test_a_kb_that_does_not_answer_is_told_and_all_else_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Terminal(monkeypatch, capsys).serve()
    silent: list[object] = []
    assert walks_of(TICKET, silent) == []  # type: ignore[arg-type]
    assert "kb doesn't answer" in str(silent[0])
