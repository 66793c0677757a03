"""`firstline ticket open --walk` and `--draft`: what kb would not bring along is told before."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.support.kb_terminal import terminal_with_kb
from tests.support.kb_worker import KbWorker, LiveOne, kb_worker
from tests.support.servers import Database
from tests.support.terminal import Terminal, Typed
from tests.support.walks import Walks


@pytest.fixture
def worker(database: Database) -> Iterator[KbWorker]:
    with kb_worker(database) as worker:
        yield worker


@pytest.fixture
def terminal(
    database: Database,
    worker: KbWorker,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Terminal]:
    with terminal_with_kb(database, worker, monkeypatch, capsys) as terminal:
        yield terminal


@pytest.fixture
def origins(worker: KbWorker, terminal: Terminal) -> dict[str, str]:
    """A walk and a draft of which no ticket was opened yet."""
    walks = Walks(worker.pool)
    walks.publish()
    draft = terminal.types("draft", "begin", "It blinks", "--quiet").out.strip()
    return {"walk": walks.begin().json()["id"], "draft": draft}


def opened(terminal: Terminal, *more: str) -> Typed:
    return terminal.types("ticket", "open", "It blinks", "--requester", "ada", *more)


@pytest.mark.parametrize("kind", ["walk", "draft"])
def test_no_ticket_is_opened_from_what_does_not_exist(terminal: Terminal, kind: str) -> None:
    lost = str(uuid4())
    said = opened(terminal, f"--{kind}", lost)
    assert (said.code, said.out) == (1, "")
    assert f"there is no {kind} {lost}" in said.err
    assert f"or open the ticket without --{kind}" in said.err
    assert "No ticket" in terminal.types("ticket", "list").out


@pytest.mark.parametrize("kind", ["walk", "draft"])
def test_a_second_ticket_from_one_origin_is_refused_with_the_first_ones_name(
    terminal: Terminal, worker: KbWorker, origins: dict[str, str], kind: str
) -> None:
    first = LiveOne("FL-000007")
    worker.takes(first.opens(**{kind: origins[kind]}))
    said = opened(terminal, f"--{kind}", origins[kind])
    assert (said.code, said.out) == (1, "")
    assert f"the {kind} belongs to {first.id} already" in said.err
    assert f"write to it: `firstline ticket reply {first.id}" in said.err


def test_a_command_that_is_sent_again_under_its_key_finds_its_own_ticket(
    terminal: Terminal, worker: KbWorker, origins: dict[str, str]
) -> None:
    again = ("--walk", origins["walk"], "--key", "once", "--quiet")
    number = opened(terminal, *again).out
    worker.takes(LiveOne("FL-000001").opens(walk=origins["walk"]))
    assert opened(terminal, *again).out == number


def test_where_kb_is_away_a_ticket_is_opened_all_the_same(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTLINE_KB_URL", "http://127.0.0.1:1")
    said = opened(terminal, "--walk", str(uuid4()), "--draft", str(uuid4()))
    assert (said.code, said.out) == (0, "FL-000001 is open.\n")
