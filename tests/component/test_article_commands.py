"""`firstline article …` with the real API of kb behind it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg_pool import ConnectionPool

from tests.support.kb import Articles, kb_api, kb_app, kb_pool
from tests.support.servers import Database
from tests.support.terminal import Terminal

TICKET = "7c1f0a52-6f0e-4c39-9d55-0d2b6f1f7a10"
PAGE = """---
title: The VPN does not connect
summary: Log in again.
slug: vpn
category: network
tags: [vpn, home]
review_on: 2027-01-31
---

Open **Settings**.
"""


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with kb_pool(database) as found:
        yield found


@pytest.fixture
def articles(pool: ConnectionPool) -> Articles:
    return kb_api(pool)


@pytest.fixture
def desk(
    pool: ConnectionPool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(monkeypatch, capsys)
    terminal.serve(kb=kb_app(pool))
    return terminal


def done(desk: Terminal, *words: str, stdin: str = "") -> str:
    typed = desk.types("article", *words, stdin=stdin)
    assert typed.code == 0, typed.err
    return typed.out


def refused(desk: Terminal, *words: str, stdin: str = "") -> str:
    typed = desk.types("article", *words, stdin=stdin)
    assert (typed.code, typed.out) == (1, "")
    assert "what to do" in typed.err
    return typed.err


def drafted(desk: Terminal, *words: str, body: str = "Log in.") -> str:
    said = ("draft", "--title", "The VPN", "--as", "ada", "--quiet", *words)
    return done(desk, *said, stdin=body).strip()


def told(desk: Terminal, *words: str) -> Any:
    return json.loads(done(desk, *words, "--json"))


def test_an_article_is_written_reviewed_published_and_corrected(
    desk: Terminal, tmp_path: Path
) -> None:
    page = tmp_path / "vpn.md"
    page.write_text(PAGE)
    assert "KB-000001 is drafted in en, as vpn." in done(desk, "draft", str(page), "--as", "ada")
    assert "is reviewed" in done(desk, "review", "vpn", "--note", "Right.", "--as", "bea")
    assert "version 1 in en, is public" in done(desk, "publish", "vpn", "--as", "ada")

    page.write_text(done(desk, "show", "vpn", "--markdown") + "\nThen *Network*.\n")
    seen = str(told(desk, "show", "vpn")["version"])
    edit = ("edit", "vpn", str(page), "--note", "One step more.", "--seen", seen, "--as", "ada")
    assert "has version 2 in en, a draft" in done(desk, *edit)
    article = told(desk, "show", "vpn", "--latest")
    assert article["text"]["body"] == "Open **Settings**.\n\nThen *Network*.\n"
    assert (article["text"]["summary"], article["category"]) == ("Log in again.", "network")
    assert (article["tags"], article["review_on"]) == (["vpn", "home"], "2027-01-31")

    assert "+Then *Network*." in done(desk, "compare", "vpn", "1")
    assert "They say the same." in done(desk, "compare", "vpn", "2", "2")
    lines = done(desk, "history", "vpn").splitlines()
    assert [line.partition("  ")[2] for line in lines] == [
        "ada: Drafted in en: The VPN does not connect",
        "bea: Version 1 in en is reviewed. Right.",
        "ada: Version 1 in en is public.",
        "ada: Version 2 in en: The VPN does not connect One step more.",
    ]
    assert len(told(desk, "history", "vpn")) == 4


def test_a_file_whose_head_says_what_stands_is_edited(desk: Terminal, tmp_path: Path) -> None:
    page = tmp_path / "vpn.md"
    page.write_text(PAGE.replace("slug:", "owner: ada\nslug:"))
    done(desk, "draft", str(page), "--as", "ada")
    page.write_text(page.read_text().replace("[vpn, home]", "[home, vpn]") + "Then log in.\n")
    assert "version 2" in done(desk, "edit", "vpn", str(page), "--note", "More.", "--as", "ada")

    page.write_text(page.read_text().replace("network", "mail") + "At last.\n")
    said = refused(desk, "edit", "vpn", str(page), "--as", "ada")
    assert "category is network" in said
    assert "`firstline article classify vpn --category …` changes the category" in said
    assert "the owner" not in said


def test_a_person_sees_what_is_public_and_what_is_worked_on(
    desk: Terminal, articles: Articles
) -> None:
    number = articles.published(summary="In short.", category="vpn", tags=["a"])["number"]
    done(desk, "edit", number, "-l", "el", "--title", "Το VPN", "--as", "eleni", stdin="Α.")
    seen = done(desk, "show", number, "-l", "el")
    assert "version 1 in en, published (there is none in el)" in seen
    assert "latest 1 draft" in seen
    assert "In short." in seen
    assert "Α.\n" in done(desk, "show", number, "-l", "el", "--latest")
    assert "Το VPN" in done(desk, "list", "--language", "el")


def test_the_second_editor_reads_what_the_first_one_changed(desk: Terminal) -> None:
    number = drafted(desk)
    first = ("edit", number, "--note", "As the button says.", "--seen", "1", "--as", "bea")
    done(desk, *first, stdin="Sign in.")
    said = refused(desk, "edit", number, "--seen", "1", "--as", "cid", stdin="Mine.")
    assert "bea: Version 2 in en: The VPN (As the button says.)" in said
    assert "    +Sign in." in said
    assert "put your change into that" in said
    assert "by now it is at version 2." in said
    assert f"firstline article show {number} --latest" in said


def test_a_draft_is_sent_back_and_a_language_must_be_meant(desk: Terminal) -> None:
    number = drafted(desk)
    assert "is sent back" in done(desk, "send-back", number, "Which?", "--as", "bea")
    assert "by bea: Which?" in done(desk, "show", number)
    done(desk, "edit", number, "-l", "it", "--title", "La VPN", "--as", "cinzia", stdin="A.")
    assert "has texts in en, it; which one?" in refused(desk, "review", number, "--as", "bea")
    assert "in it, is reviewed" in done(desk, "review", number, "-l", "it", "--as", "bea")


def test_an_article_is_kept(desk: Terminal, articles: Articles) -> None:
    number, instead = drafted(desk), articles.published(title="New")["number"]
    assert "category vpn, tags a, b" in done(
        desk, "classify", number, "--category", "vpn", "--tag", "a", "--tag", "b", "--as", "ada"
    )
    assert "category mail, tags a, b" in done(
        desk, "classify", number, "--category", "mail", "--as", "ada"
    )
    assert f"bea owns {number}." in done(desk, "assign", number, "bea", "--as", "ada")
    done(desk, "schedule-review", number, "2026-09-01", "--as", "ada")
    assert number in done(desk, "list", "--due", "2026-09-01")
    assert "by nobody" in done(desk, "schedule-review", number, "--never", "--as", "ada")
    assert "No article is like that." in done(desk, "list", "--due", "2026-09-01")
    assert "is linked" in done(desk, "link", number, TICKET, "--as", "nora")
    assert number in done(desk, "list", "--ticket", TICKET)
    assert "not linked" in done(desk, "unlink", number, TICKET, "--as", "nora")
    assert "is retired" in done(desk, "retire", number, "--replaced-by", instead, "--as", "ada")
    assert f"read {instead} in its place" in done(desk, "show", number)


def test_a_list_goes_on_where_the_page_before_ended(desk: Terminal) -> None:
    for _ in range(3):
        drafted(desk)
    first = done(desk, "list", "--limit", "2")
    cursor = first.rpartition("--cursor ")[2].split()[0]
    rest = done(desk, "list", "--cursor", cursor)
    assert ("KB-000002" in first, "KB-000003" in first) == (True, False)
    assert ("KB-000002" in rest, "KB-000003" in rest) == (False, True)


@pytest.mark.parametrize(
    ("words", "stdin", "told"),
    [
        (("draft",), "Log in.", "no title"),
        (("draft", "--title", "T"), "", "says nothing"),
        (("draft", "--title", "T", "-l", "fr"), "A.", "language"),
        (("draft", "nowhere.md"), "", "can't be read"),
        (("draft",), "---\ntitel: T\n---\nA.", "standard input:2: has an entry titel"),
        (("draft",), "---\ntitle: T\n\ntags: vpn\n---\nA.", "standard input:4: tags is of another"),
        (("draft",), "---\ntitle: T\nA.", "standard input:1: has a head without an end"),
        (("draft",), "---\ntitle: T\ntitle: U\n---\nA.", "standard input:3"),
        (("draft",), "---\nowner: 7\n---\nA.", "put it in quotes"),
        (("show", "nothing"), "", "Nothing is named nothing.\n"),
        (("publish", "vpn"), "", "have it reviewed first"),
        (("review", "vpn"), "", "somebody else reviews it"),
        (("edit", "vpn"), "Log in.", "says the same already"),
        (("edit", "vpn"), "---\ncategory: x\n---\nA.", "otherwise what no edit changes"),
        (("retire", "vpn"), "", "--replaced-by"),
        (("schedule-review", "vpn", "soon"), "", "review-on: is no day, such as 2027-01-31"),
        (("classify", "vpn"), "", "these already"),
        (("schedule-review", "vpn"), "", "by when?"),
        (("compare", "vpn", "7"), "", "has one version, and no 7"),
        (("compare", "vpn", "7"), "", "`firstline article show vpn --latest`"),
        (("publish", "vpn"), "", "`firstline article review vpn --language en --as …`"),
        (("review", "vpn"), "", "somebody else: `firstline article review vpn --language en --as"),
        (("review", "vpn", "-l", "it"), "", "edit vpn FILE --language it --title … --as …`"),
        (("edit", "vpn"), "---\nowner: bea\n---\nA.", "`firstline article assign vpn …` changes"),
        (("edit", "vpn"), "---\nslug: wlan\n---\nA.", "slug is vpn"),
        (("list", "--state", "done"), "", "state"),
    ],
    ids=str,
)
def test_what_goes_wrong_is_told_with_its_remedy(
    desk: Terminal, words: tuple[str, ...], stdin: str, told: str
) -> None:
    drafted(desk, "--slug", "vpn")
    reading = words[0] in ("show", "compare", "list")
    who = () if reading else ("--as", "ada")
    assert told in refused(desk, *words, *who, stdin=stdin)


def test_a_file_that_is_no_text_is_refused_with_its_line(desk: Terminal, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"good\n\xff\xfe")
    said = refused(desk, "draft", str(page), "--title", "T", "--as", "ada")
    assert f"{page}:2: is not UTF-8" in said


def test_nobody_writes_without_saying_who(desk: Terminal) -> None:
    assert "who acts?" in refused(desk, "draft", "--title", "T", stdin="A.")


def test_signs_that_a_terminal_would_obey_are_not_printed(
    desk: Terminal, articles: Articles
) -> None:
    number = articles.published(body="A.\x1b[2J\x07")["number"]
    assert "\x1b" not in done(desk, "show", number) + done(desk, "show", number, "--markdown")
