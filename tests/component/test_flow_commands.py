"""`firstline flow`: looked at and walked at a terminal, over a real store."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.support.flows import NAME, flow
from tests.support.kb import kb_app, kb_pool
from tests.support.servers import Database
from tests.support.terminal import Terminal, Typed
from tests.support.walks import NORA, TICKET, Walks


@pytest.fixture
def walks(database: Database) -> Iterator[Walks]:
    with kb_pool(database) as pool:
        api = Walks(pool)
        api.publish()
        yield api


@pytest.fixture
def terminal(
    walks: Walks, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(monkeypatch, capsys)
    terminal.serve(kb=kb_app(walks.pool))
    return terminal


def walk(terminal: Terminal, *words: str, stdin: str = "") -> Typed:
    return terminal.types("flow", "walk", NAME, "--requester", "ada", *words, stdin=stdin)


def id_in(text: str) -> str:
    found = re.search(r"Walk ([0-9a-f-]{36})", text)
    assert found
    return found[1]


def test_flows_are_listed_and_those_retired_on_request(walks: Walks, terminal: Terminal) -> None:
    listed = terminal.types("flow", "list", "--lang", "it").out
    assert f"{NAME}@1" in listed
    assert "Lo scanner non legge" in listed
    walks.publish(flow(retired="We have new ones."))
    assert "There is no such flow" in terminal.types("flow", "list").out
    assert "(retired: We have new ones.)" in terminal.types("flow", "list", "--retired").out


def test_a_flow_is_drawn_with_every_way_and_what_it_shares_once(terminal: Terminal) -> None:
    drawn = terminal.types("flow", "show", NAME)
    assert drawn.out.count("dock: Try another dock.") == 1
    assert drawn.out.count("go on at dock, above") == 1
    for said in ("It is lit", "Yes, that helped", "✓ solved: clean-again: The window was dirty."):
        assert said in drawn.out
    assert "clean-the-scanner, which nobody can read yet" in drawn.err
    whole = json.loads(terminal.types("flow", "show", NAME, "--json", "--lang", "it").out)
    assert whole["steps"][0]["text"] == "La lampada è accesa?"


def test_a_person_walks_by_numbers_and_slips_and_goes_back(
    walks: Walks, terminal: Terminal
) -> None:
    said = walk(terminal, "--lang", "it", stdin="7\n2\nb\n1\n1\n")
    assert said.code == 0
    assert "lamp has no answer 7" in said.err
    assert said.out.count("1. La lampada è accesa?") == 3
    assert "   1  È accesa\n   2  È spenta\n   1 to 2, q = give up\n" in said.out
    assert "2. Pulire il vetro.\n   Con un panno.\n" in said.out
    assert said.out.endswith("solved in 3 steps.\n")
    found = walks.get(f"walks/{id_in(said.out)}")
    assert (found["outcome"], found["language"]) == ("solved", "it")


def test_scripts_walk_by_answers_given_beforehand(walks: Walks, terminal: Terminal) -> None:
    words = ("--answer", "lit", "--answer", "2", "--answer", "not_helped", "--quiet")
    said = walk(terminal, *words)
    assert (said.code, said.err) == (0, "")
    assert walks.get(f"walks/{said.out.strip()}")["outcome"] == "not_solved"


def test_a_walk_without_more_answers_goes_on_later(walks: Walks, terminal: Terminal) -> None:
    said = walk(terminal, "--answer", "lit")
    assert f"Go on: firstline flow walk --walk {id_in(said.out)} --" in said.out
    ended = terminal.types("flow", "walk", "--walk", id_in(said.out), "--as", "nora", stdin="q\n")
    assert "given up at step 2." in ended.out
    assert walks.get(f"walks/{id_in(said.out)}")["outcome"] == "given_up"
    assert "--walk" in ended.out


def test_a_wrong_answer_of_a_script_is_refused_and_the_walk_goes_on(
    walks: Walks, terminal: Terminal
) -> None:
    said = walk(terminal, "--answer", "lit", "--answer", "blue")
    assert said.code == 1
    assert "clean has no answer blue" in said.err
    assert "say 1 to 2 or one of helped, not_helped" in said.err
    found = re.search(r"--walk ([0-9a-f-]{36})", said.err)
    assert found
    assert walks.get(f"walks/{found[1]}")["place"] == 2


def test_an_answer_to_a_walk_that_has_ended_is_refused(walks: Walks, terminal: Terminal) -> None:
    begun = walks.begin().json()["id"]
    walks.act(begun, "give-up")
    again = ("flow", "walk", "--walk", begun, "--requester", "ada")
    said = terminal.types(*again, "--answer", "helped")
    assert said.code == 1
    assert "is over, given up at step 1: nothing takes the answer helped." in said.err
    assert f"begin another one: `firstline flow walk {NAME} --requester ada`" in said.err
    assert terminal.types(*again).code == 0


def test_answers_beyond_the_end_are_refused_after_the_others_were_taken(
    walks: Walks, terminal: Terminal
) -> None:
    said = walk(terminal, "--answer", "lit", "--answer", "helped", "--answer", "helped")
    assert (said.code, "solved in 3 steps." in said.out) == (1, True)
    assert "is over, solved in 3 steps: nothing takes the answer helped." in said.err


def test_a_script_ends_at_the_first_no_of_the_service(terminal: Terminal) -> None:
    said = walk(terminal, "--answer", "b", "--answer", "lit")
    assert (said.code, "nothing was answered before it" in said.err) == (1, True)


def test_whoever_is_overtaken_in_another_window_sees_what_is_shown_now(
    walks: Walks, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = walks.begin().json()["id"]
    from firstline_console.flow import walking

    typed = walking._typed

    def late() -> Iterator[str]:
        for number, line in enumerate(typed()):
            if number == 0:
                walks.answer(one, "lamp", "dark")
            yield line

    monkeypatch.setattr(walking, "_typed", late)
    said = terminal.types("flow", "walk", "--walk", one, "--requester", "ada", stdin="1\n1\n")
    assert "lamp is not what is shown: that is dock" in said.err
    assert walks.get(f"walks/{one}")["shown"]["step"] == "other-dock"


def test_the_walks_of_a_ticket_are_told_with_their_ways(walks: Walks, terminal: Terminal) -> None:
    assert "has no walks" in terminal.types("flow", "walks", "--ticket", TICKET).out
    begun = walks.begin(ticket=TICKET, actor=NORA).json()["id"]
    walks.answer(begun, "lamp", "lit")
    walks.act(begun, "give-up")
    told = terminal.types("flow", "walks", "--ticket", TICKET).out
    assert f"flow:{NAME}@1, given up at step 2 ({begun})" in told
    assert "  Is the lamp on? It is lit\n" in told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["walk", "nothing", "--as", "nora"], 1, "No flow is called nothing"),
        (["show", "nothing"], 1, "No flow is called nothing"),
        (["walk", NAME], 1, "a requester: --requester ada@example.org"),
        (["walk", "--as", "nora"], 1, "which walk?"),
        (["walk", "--as", "nora", "--walk", TICKET], 1, "no walk has the id"),
    ],
)
def test_what_can_not_be_done_is_told_in_words(
    terminal: Terminal, words: list[str], code: int, told: str
) -> None:
    said = terminal.types("flow", *words)
    assert (said.code, "Traceback" in said.err) == (code, False)
    assert told.lower() in said.err.lower()
    assert "what to do" in said.err or "GET" in said.err


def test_a_retired_flow_says_which_ones_are_offered(walks: Walks, terminal: Terminal) -> None:
    walks.publish(flow(retired="We have new ones."))
    refused = walk(terminal, "--answer", "lit")
    assert (refused.code, refused.out) == (1, "")
    assert "`firstline flow list` shows those that are offered" in refused.err
