"""`firstline ticket` with the real API of intake behind it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.support.intake import intake_app, intake_pool
from tests.support.servers import Database
from tests.support.terminal import Terminal, Typed

CLOSED = "The ticket is closed; reopen it, or open a new ticket that refers to it."


@pytest.fixture
def desk(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    with intake_pool(database) as pool:
        terminal = Terminal(monkeypatch, capsys)
        terminal.serve(intake=intake_app(pool))
        yield terminal


def done(desk: Terminal, *words: str, stdin: str = "") -> str:
    typed = desk.types("ticket", *words, stdin=stdin)
    assert typed.code == 0, typed.err
    return typed.out


def refused(desk: Terminal, *words: str) -> Typed:
    typed = desk.types("ticket", *words)
    assert (typed.code, typed.out) == (1, "")
    return typed


def opened(desk: Terminal, *more: str) -> str:
    return done(desk, "open", "The scanner is dead", "--requester", "ada", "--quiet", *more).strip()


def shown(desk: Terminal, ticket: str) -> Any:
    return json.loads(done(desk, "show", ticket, "--json"))["ticket"]


def test_an_opening_tells_the_draft_and_the_walk_that_it_comes_from(desk: Terminal) -> None:
    draft, walk = str(uuid4()), str(uuid4())
    number = opened(desk, "--draft", draft, "--walk", walk)
    events = desk.types("ticket", "timeline", number, "--json")
    assert draft in events.out, events.err
    assert walk in events.out


def test_a_ticket_lives_from_the_terminal_alone(desk: Terminal) -> None:
    number = opened(desk, "--body", "It says E5.", "--impact", "medium", "--urgency", "high")
    assert number == "FL-000001"
    assert "nora replied in FL-000001." in done(desk, "reply", number, "Which one?", "--as", "nora")
    assert "ada replied" in done(desk, "reply", number, "Hall 3.", "--requester", "ada")
    assert "left a note" in done(desk, "note", number, "Third one this week", "--as", "nora")
    assert "is waiting_internal" in done(desk, "status", number, "waiting_internal", "--as", "nora")
    assert "resolved FL-000001: replaced" in done(
        desk, "resolve", number, "--outcome", "replaced", "--note", "A new one.", "--as", "nora"
    )
    assert "is open again" in done(desk, "reopen", number, "--requester", "ada")
    assert "closed" in done(desk, "close", number, "--as", "nora")

    view = done(desk, "show", number)
    for word in ("FL-000001: The scanner is dead", "closed", "impact", "ada (requester)", "Hall 3"):
        assert word in view
    assert "[note]" in view


def test_a_file_is_attached_and_an_agents_call_is_logged(desk: Terminal, tmp_path: Path) -> None:
    number = opened(desk)
    page = tmp_path / "scanner.txt"
    page.write_text("E5 at page 2\n" * 9_000)
    told = done(desk, "attach", number, str(page), "--requester", "ada")
    assert told == f"ada attached scanner.txt (text/plain, 117,000 bytes) to {number}.\n"
    asked = ("attach", number, str(page), "--as", "nora", "--name", "log.txt", "--key", "k")
    first = json.loads(done(desk, *asked, "--internal", "--json"))
    assert first == json.loads(done(desk, *asked, "--internal", "--json"))
    words = ("A staple in page 2.", "--outbound", "--minutes", "4", "--as", "nora")
    assert done(desk, "contact", number, *words) == f"nora logged a contact in {number}.\n"
    view = done(desk, "show", number, "--json")
    assert view.count("scanner.txt") == view.count("log.txt") == 1
    seen = done(desk, "show", number, "--as-requester", "--json")
    assert "log.txt" not in seen
    assert "A staple in page 2." in seen
    assert '"duration_seconds": 240' in view


def test_a_file_that_cannot_be_sent_is_told_with_what_to_do(desk: Terminal, tmp_path: Path) -> None:
    number = opened(desk)
    missing = refused(desk, "attach", number, str(tmp_path / "page.txt"), "--as", "nora")
    assert "page.txt can't be read: No such file or directory." in missing.err
    strange = tmp_path / "page.zzz"
    strange.write_text("E5")
    assert "--type text/plain" in refused(desk, "attach", number, str(strange), "--as", "nora").err
    program = tmp_path / "page.exe"
    program.write_bytes(b"MZ\x90")
    words = ("attach", number, str(program), "--type", "text/plain", "--as", "nora")
    assert "intake refuses" in refused(desk, *words).err
    assert "name an agent: --as nora" in refused(desk, "contact", number, "Hello?").err


def test_the_requester_sees_no_notes(desk: Terminal) -> None:
    number = opened(desk, "--body", "It says E5.")
    done(desk, "note", number, "Third one this week", "--as", "nora")
    done(desk, "reply", number, "Which one?", "--as", "nora")
    view = done(desk, "show", number, "--as-requester")
    assert "It says E5." in view
    assert "Which one?" in view
    assert "Third one" not in view
    seen = json.loads(done(desk, "show", number, "--as-requester", "--json"))
    assert [one["author"] for one in seen["messages"]] == [None, "nora"]


def test_tickets_are_merged_parted_and_linked(desk: Terminal) -> None:
    one, other = opened(desk), opened(desk)
    assert f"{other} is an alias of {one}" in done(desk, "merge", other, one, "--as", "nora")
    done(desk, "reply", other, "The switch is being replaced.", "--as", "nora")
    assert "The switch" in done(desk, "show", one)
    assert "stands by itself again" in done(desk, "unmerge", other, "--as", "nora")
    told = done(desk, "link", other, one, "--relation", "caused_by", "--as", "nora")
    assert f"{other} caused by {one}." in told
    assert "into" in refused(desk, "merge", one, "FL-000099", "--as", "nora").err


def test_an_agent_opens_a_ticket_on_the_requesters_behalf(desk: Terminal) -> None:
    number = opened(desk, "--as", "nora", "--channel", "phone")
    events = json.loads(done(desk, "timeline", number, "--json"))
    assert (events[0]["who"], events[0]["event"]["actorkind"]) == ("nora for ada", "agent")


def test_the_agent_can_be_named_once_for_all(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = opened(desk)
    monkeypatch.setenv("FIRSTLINE_AGENT", "nora")
    done(desk, "reply", number, "Hello")
    assert [one["author"] for one in shown(desk, number)["messages"]] == ["nora"]


def test_a_text_comes_from_a_file_or_a_pipe(desk: Terminal, tmp_path: Path) -> None:
    number, file = opened(desk), tmp_path / "text"
    file.write_text("From a file\nin two lines\n")
    done(desk, "reply", number, "--file", str(file), "--as", "nora")
    done(desk, "reply", number, "--as", "nora", stdin="From a pipe\n")
    bodies = [one["body"] for one in shown(desk, number)["messages"]]
    assert bodies == ["From a file\nin two lines", "From a pipe"]


def test_a_command_with_the_same_key_is_carried_out_once(desk: Terminal) -> None:
    assert opened(desk, "--key", "k-1") == opened(desk, "--key", "k-1") == "FL-000001"
    number = "FL-000001"
    for _ in range(2):
        done(desk, "reply", number, "Hello", "--as", "nora", "--key", "k-2")
    done(desk, "reply", number, "Hello", "--as", "nora")
    assert len(shown(desk, number)["messages"]) == 2


def test_the_list_is_filtered_and_paged(desk: Terminal) -> None:
    for word in ("mail", "mail", "printing"):
        opened(desk, "--category", word)
    found = done(desk, "list", "--category", "mail", "--limit", "1")
    assert "FL-000002" in found
    assert "FL-000001" not in found
    assert "--after 2" in found
    assert "FL-000001" in done(desk, "list", "--category", "mail", "--after", "2")
    assert "FL-000003" in done(desk, "list", "--requester", "ada", "--subject", "scan")
    page = json.loads(done(desk, "list", "--status", "new", "--oldest", "--json"))
    assert [one["number"] for one in page["items"]] == ["FL-000001", "FL-000002", "FL-000003"]
    assert "No ticket is like that." in done(desk, "list", "--status", "closed")


def test_what_the_ticket_refuses_is_one_message_with_a_remedy(desk: Terminal) -> None:
    number = opened(desk)
    done(desk, "resolve", number, "--as", "nora")
    done(desk, "close", number, "--as", "nora")
    assert refused(desk, "close", number, "--as", "nora").err.splitlines() == [
        f"firstline: intake refuses: {CLOSED}"
    ]


def test_a_reason_without_a_remedy_leads_to_the_ticket_by_its_name(desk: Terminal) -> None:
    number = opened(desk)
    done(desk, "status", number, "open", "--as", "nora")
    assert refused(desk, "status", number, "open", "--as", "nora").err.splitlines() == [
        "firstline: intake refuses: The ticket is open already.",
        f"  what to do: look at it as it stands now: `firstline ticket show {number}`.",
    ]


def test_a_ticket_is_not_merged_into_itself_and_no_field_of_a_request_is_named(
    desk: Terminal,
) -> None:
    number = opened(desk)
    assert refused(desk, "merge", number, number, "--as", "nora").err == (
        "firstline: intake refuses: A ticket can't be merged into itself; name another one.\n"
    )


@pytest.mark.parametrize("before", ["", "/v1/ratings/", "https://desk.example/v1/ratings/"])
def test_a_rating_takes_the_link_as_it_was_printed(desk: Terminal, before: str) -> None:
    number = opened(desk)
    done(desk, "resolve", number, "--as", "nora")
    token = done(desk, "rating-link", number, "--quiet").strip()
    assert done(desk, "rating-link", number).startswith(f"/v1/ratings/{token} until ")
    assert "is rated 4 of 5" in done(desk, "rate", before + token, "--stars", "4")


def test_a_broken_link_is_told_with_where_to_get_a_whole_one(desk: Terminal) -> None:
    for link in ("/v1/ratings/eyJ0aWNrZXQi", "eyJ0aWNrZXQi", "/v1/ratings/"):
        told = refused(desk, "rate", link, "--stars", "4").err
        assert "`firstline ticket rating-link`" in told
        assert "FL-000123" not in told


def test_a_timeline_names_the_other_tickets_by_their_numbers(desk: Terminal) -> None:
    first, second = opened(desk), opened(desk)
    ids = [json.loads(done(desk, "show", one, "--json"))["ticket"]["id"] for one in (first, second)]
    done(desk, "merge", second, first, "--as", "nora")
    done(desk, "unmerge", second, "--as", "nora")
    done(desk, "link", second, first, "--relation", "caused_by", "--as", "nora")
    said = ""
    for one, other in ((first, second), (second, first)):
        table, entries = done(desk, "timeline", one), done(desk, "timeline", one, "--json")
        said = " ".join(entry["what"] for entry in json.loads(entries))
        assert other in said
        assert not any(each in table + said for each in ids)
    for words in (f"merged it into {first}", f"unmerged it from {first}", f"is caused by {first}"):
        assert words in said


def test_whoever_rates_by_a_link_is_the_requester_in_the_timeline(desk: Terminal) -> None:
    number = opened(desk)
    done(desk, "resolve", number, "--as", "nora")
    done(desk, "rate", done(desk, "rating-link", number, "-q").strip(), "--stars", "4")
    assert "the requester rated it 4 of 5" in done(desk, "timeline", number)


def test_wrong_words_are_told_by_their_fields(desk: Terminal) -> None:
    told = refused(desk, "open", "Help", "--requester", "ada", "--impact", "huge").err
    assert "impact:" in told
    assert "/body" not in told
    assert "status" in refused(desk, "list", "--status", "asleep").err


def test_a_ticket_that_nobody_knows_is_told(desk: Terminal) -> None:
    for words in (("show", "FL-000009"), ("timeline", "FL-000009")):
        assert "FL-000123" in refused(desk, *words).err


def test_a_strangers_words_do_nothing_to_the_terminal(desk: Terminal) -> None:
    number = done(desk, "open", "\x1b[2J[red]x", "--requester", "ada", "--quiet").strip()
    done(desk, "reply", number, "a\x1b]0;title\x07b [bold]", "--requester", "ada")
    for words in (("show", number), ("list",), ("timeline", number)):
        said = done(desk, *words)
        assert "\x1b" not in said
        assert "[red]x" in said


def test_a_timeline_tells_who_did_what_and_names_the_services_that_are_silent(
    desk: Terminal,
) -> None:
    number = opened(desk, "--body", "It says E5.")
    done(desk, "resolve", number, "--note", "A new one.", "--as", "nora")
    typed = desk.types("ticket", "timeline", number)
    assert typed.code == 0
    for word in (
        "opened FL-000001",
        "resolved it: solved",
        "A new one.",
        "intake-ticket-v1 1",
        "ada",
    ):
        assert word in typed.out
    for name in ("triage", "escalation", "reporting"):
        assert f"{name} doesn't answer" in typed.err
