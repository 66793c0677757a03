"""`firstline draft` and what `firstline ticket` says of suggestions, with the real API of kb."""

import json
from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.support.kb import kb_api
from tests.support.kb_terminal import terminal_with_kb
from tests.support.kb_worker import KbWorker, LiveOne, kb_worker
from tests.support.servers import Database
from tests.support.terminal import Terminal

JAM = "KB-000001"


@pytest.fixture
def worker(database: Database) -> Iterator[KbWorker]:
    with kb_worker(database) as worker:
        articles = kb_api(worker.pool)
        articles.published(title="Paper jam", body="Take the paper out.")
        articles.published(title="The VPN does not connect")
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


def done(terminal: Terminal, *words: str, stdin: str = "") -> str:
    typed = terminal.types(*words, stdin=stdin)
    assert typed.code == 0, typed.err
    return typed.out


def test_a_draft_is_answered_from_the_terminal_alone(terminal: Terminal) -> None:
    assert "No article is sure" in done(terminal, "draft", "begin", "Good morning")
    draft = done(terminal, "draft", "begin", "--quiet", stdin="Good morning").strip()
    said = done(terminal, "draft", "rewrite", draft, "There is a paper jam", "--requester", "bob")
    assert f"{JAM}  Paper jam" in said
    assert "no ticket is needed" in done(terminal, "draft", "solved", draft, "--by", JAM)
    again = terminal.types("draft", "solved", draft, "--by", JAM)
    assert (again.code, again.out) == (1, "")
    assert "begin another one: `firstline draft begin" in again.err
    assert "article show" not in again.err
    assert "is answered" in done(terminal, "draft", "show", draft)


def test_a_draft_needs_a_text_and_one_answer(terminal: Terminal) -> None:
    draft = done(terminal, "draft", "begin", "Paper jam", "--quiet").strip()
    for words in (("begin", "  "), ("solved", draft), ("show", str(LiveOne().id))):
        typed = terminal.types("draft", *words)
        assert (typed.code, typed.out) == (1, ""), words
        assert "Traceback" not in typed.err


def test_no_such_article_is_told_with_how_to_find_one(terminal: Terminal, worker: KbWorker) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens("Paper jam"))
    words = ("ticket", "accept-article", str(ticket.id), "KB-000099", "--as", "nora")
    refused = terminal.types(*words)
    assert (refused.code, refused.out) == (1, "")
    assert "`firstline kb search` finds articles" in refused.err


def test_an_article_is_accepted_and_rejected_by_its_number(
    terminal: Terminal, worker: KbWorker
) -> None:
    ticket = LiveOne()
    worker.takes(ticket.opens("Paper jam"))
    name = str(ticket.id)
    assert f"{JAM}  Paper jam" in done(terminal, "ticket", "suggestions", name)
    accepted = done(terminal, "ticket", "accept-article", name, JAM, "--as", "nora")
    assert f"{JAM} answers FL-000001." in accepted
    assert "(accepted)" in done(terminal, "ticket", "suggestions", name)
    why = ("--reason", "Another printer", "--requester", "bob")
    assert "does not answer" in done(terminal, "ticket", "reject-article", name, JAM, *why)
    refused = terminal.types("ticket", "reject-article", name, JAM, "--as", "nora")
    assert "rejected already" in refused.err


def test_a_timeline_tells_articles_by_their_numbers(terminal: Terminal, worker: KbWorker) -> None:
    number = done(terminal, "ticket", "open", "Paper jam", "--requester", "bob", "-q").strip()
    opened = done(terminal, "ticket", "show", number, "--json")
    ticket = LiveOne(number)
    ticket.id = UUID(json.loads(opened)["ticket"]["id"])
    worker.takes(ticket.opens("Paper jam"))
    done(terminal, "ticket", "accept-article", number, JAM, "--as", "nora")
    worker.takes(ticket.is_resolved())
    told = " ".join(done(terminal, "ticket", "timeline", number).split())
    assert f"kb suggested {JAM} “Paper jam”" in told
    assert "confident@2" in told
    assert f"nora accepted article {JAM} as the answer" in told
    assert f"kb counted it as solved by article {JAM}" in told
