"""Walks over HTTP, on a real PostgreSQL: answered once, taken back, ended, attached, silent."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from firstline_kb.domain.walk_state import SILENCE
from tests.support.flows import flow
from tests.support.kb import kb_pool
from tests.support.races import race
from tests.support.servers import Database
from tests.support.ticket_api import code_of
from tests.support.walks import ADA, DRAFT, NORA, TICKET, Walks

RACERS, A_MINUTE = 6, timedelta(minutes=1)


@pytest.fixture
def walks(database: Database) -> Iterator[Walks]:
    with kb_pool(database) as pool:
        api = Walks(pool)
        api.publish()
        yield api


def begun(walks: Walks, **said: object) -> str:
    return str(walks.begin(**said).json()["id"])  # type: ignore[arg-type]


def test_a_walk_goes_from_the_first_step_to_an_end(walks: Walks) -> None:
    answer = walks.begin(language="it-CH")
    walk = answer.json()
    assert answer.headers["location"] == f"/v1/walks/{walk['id']}"
    assert (walk["language"], walk["shown"]["text"]) == ("it", "La lampada è accesa?")
    second = walks.answer(walk["id"], "lamp", "lit").json()
    assert (second["place"], second["shown"]["step"]) == (2, "clean")
    last = walks.answer(walk["id"], "clean", "helped")
    assert (last.json()["outcome"], last.json()["place"]) == ("solved", 3)
    assert [one["label"] for one in last.json()["path"]] == ["È accesa", "Sì, ha funzionato"]
    assert last.json() == walks.get(f"walks/{walk['id']}")
    assert last.headers["etag"] == f'"{last.json()["version"]}"'


def test_each_private_event_is_one_public_event(walks: Walks) -> None:
    walk = begun(walks, ticket=TICKET, actor=NORA)
    walks.answer(walk, "lamp", "lit", actor=NORA)
    walks.act(walk, "back", actor=NORA)
    walks.answer(walk, "lamp", "dark", actor=NORA)
    walks.answer(walk, "dock", "not_helped", actor=NORA)
    told = walks.events(walk)
    assert [name for name, _ in told] == [
        "flow-started",
        "flow-attached",
        "flow-answered",
        "flow-retraced",
        "flow-answered",
        "flow-answered",
        "flow-ended",
    ]
    ended = told[-1][1]
    assert (ended["outcome"], ended["step"], ended["place"]) == ("not_solved", "broken", 3)
    assert (ended["ticket"], [one["answer"] for one in ended["path"]]) == (
        TICKET,
        ["dark", "not_helped"],
    )
    assert told[0][1]["first_step"] == "lamp"


def test_a_walk_keeps_to_the_version_in_which_it_began(walks: Walks) -> None:
    walk = begun(walks)
    changed = flow()
    changed["steps"]["lamp"]["options"][0]["next"] = "dock"
    changed["steps"]["dock"]["next"] = "clean"
    changed["steps"]["clean"]["next"] = "broken"
    walks.publish(changed)
    assert walks.answer(walk, "lamp", "lit").json()["shown"]["step"] == "clean"
    assert walks.get(f"walks/{walk}")["flow_version"] == 1
    assert walks.begin().json()["flow_version"] == 2


def test_the_answer_of_another_window_is_told_what_is_shown_now(walks: Walks) -> None:
    walk = begun(walks)
    walks.answer(walk, "lamp", "lit")
    refused = walks.answer(walk, "lamp", "dark", 409)
    assert code_of(refused) == "stale-step"
    shown = {"step": "clean", "text": "Clean the window.", "place": 2}
    assert refused.json()["shown"] == shown


def test_of_those_who_answer_at_once_one_answer_counts(walks: Walks) -> None:
    walk = begun(walks)

    def answer(number: int) -> int:
        body = {"actor": ADA, "step": "lamp", "answer": ("lit", "dark")[number % 2]}
        return int(walks.client.post(f"/v1/walks/{walk}/answer", json=body).status_code)

    assert sorted(race(answer, RACERS)) == [200, *[409] * (RACERS - 1)]
    assert walks.get(f"walks/{walk}")["place"] == 2


def test_what_is_sent_twice_under_one_key_happens_once(walks: Walks) -> None:
    first = walks.begin(key="begin-1").json()
    assert walks.begin(key="begin-1").json() == first
    answer = walks.answer(first["id"], "lamp", "lit", key="a-1").json()
    assert walks.answer(first["id"], "lamp", "lit", key="a-1").json() == answer


def test_if_match_guards_against_what_was_not_seen(walks: Walks) -> None:
    walk = begun(walks)
    walks.answer(walk, "lamp", "lit", if_match='"1"')
    refused = walks.act(walk, "give-up", 412, if_match='"1"')
    assert refused.json()["etag"] == '"2"'


def test_what_is_over_says_so(walks: Walks) -> None:
    walk = begun(walks)
    given_up = walks.act(walk, "give-up", step="lamp").json()
    assert (given_up["outcome"], given_up["place"], given_up["by_silence"]) == (
        "given_up",
        1,
        False,
    )
    for way, said in (("answer", {"step": "lamp", "answer": "lit"}), ("back", {}), ("give-up", {})):
        refused = walks.act(walk, way, 409, **said)
        assert (code_of(refused), refused.json()["outcome"]) == ("walk-ended", "given_up")


def test_an_answer_that_the_step_lacks_is_refused(walks: Walks) -> None:
    walk = begun(walks)
    refused = walks.answer(walk, "lamp", "blinking", 422)
    assert (code_of(refused), refused.json()["answers"]) == ("no-such-answer", ["lit", "dark"])
    assert code_of(walks.act(walk, "back", 409)) == "nothing-to-take-back"


def test_what_is_no_walk_is_not_found(walks: Walks) -> None:
    article = walks.articles.draft().json()["id"]
    for one in (str(uuid4()), article, "0b5f6a0e-6a44-4a9c-8f0e-51f1f6d5a001"):
        assert walks.get(f"walks/{one}", 404)["type"].endswith("no-such-walk")
        assert code_of(walks.answer(one, "lamp", "lit", 404)) == "no-such-walk"
        walks.get(f"walks/{one}/events", 404)


def test_an_end_names_the_article_that_it_leads_to(walks: Walks) -> None:
    article = walks.articles.published(slug="clean-the-scanner")
    walk = begun(walks)
    walks.answer(walk, "lamp", "lit")
    shown = walks.answer(walk, "clean", "helped").json()["shown"]
    assert shown["article"]["number"] == article["number"]
    assert walks.events(walk)[-1][1]["article"] == article["id"]


def test_the_walks_of_a_ticket_are_listed_as_they_began(walks: Walks) -> None:
    mine = [begun(walks, ticket=TICKET, actor=NORA) for _ in range(5)]
    begun(walks, draft=DRAFT)
    walks.answer(mine[1], "lamp", "lit")
    first = walks.get(f"tickets/{TICKET}/walks", limit=3)
    rest = walks.get(f"tickets/{TICKET}/walks", limit=3, after=first["next"])
    assert [one["id"] for one in (*first["items"], *rest["items"])] == mine
    assert (rest["next"], first["items"][1]["path"][0]["answer"]) == (None, "lit")


def test_a_walk_for_a_ticket_and_a_draft_is_refused(walks: Walks) -> None:
    assert code_of(walks.begin(422, ticket=TICKET, draft=DRAFT)) == "for-both"


def test_a_walk_on_which_nobody_says_another_word_is_given_up(walks: Walks) -> None:
    walk = begun(walks)
    walks.answer(walk, "lamp", "lit")
    silent_at = datetime.fromisoformat(walks.get(f"walks/{walk}")["silent_at"])
    assert walks.after(SILENCE - A_MINUTE) == 0
    assert walks.after(2 * A_MINUTE) == 1
    found = walks.get(f"walks/{walk}")
    assert (found["outcome"], found["by_silence"], found["silent_at"]) == ("given_up", True, None)
    assert datetime.fromisoformat(found["ended_at"]) == silent_at
    name, said = walks.events(walk)[-1]
    assert (name, said["outcome"], said["by_silence"]) == ("flow-ended", "given_up", True)
    assert (said["step"], said["place"]) == ("clean", 2)
    assert walks.timers() == []


def test_each_word_begins_the_half_hour_anew_and_an_end_ends_it(walks: Walks) -> None:
    walk = begun(walks)
    assert walks.timers() == ["walk-silent"]
    walks.answer(walk, "lamp", "lit")
    assert walks.timers() == ["walk-silent"]
    walks.answer(walk, "clean", "helped")
    assert walks.timers() == []
    assert walks.after(2 * SILENCE) == 0


def test_every_walk_that_goes_on_has_its_timer(walks: Walks) -> None:
    begun(walks)
    found = walks.get("timers")
    assert (found["set"], found["missing"]) == (1, [])
    with walks.pool.connection() as connection:
        connection.execute("DELETE FROM timers")
    [missing] = walks.get("timers")["missing"]
    assert missing["kind"] == "walk-silent"
