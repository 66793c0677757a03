"""Merging tickets over HTTP: an alias for whom its root answers, until it stands alone again."""

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import pytest

from firstline_intake.read_models import aliases, listing
from tests.support.intake import intake_pool
from tests.support.races import race
from tests.support.servers import Database
from tests.support.ticket_api import ADA, BOB, Api, code_of
from tests.support.two_tickets import CAROL, Desk


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    with intake_pool(database) as pool:
        yield Desk(Api(pool))


def test_a_root_shows_the_conversations_of_its_aliases_and_an_alias_where_it_went(
    desk: Desk,
) -> None:
    one, two, three = (desk.opens(name, body=name) for name in ("one", "two", "three"))
    desk.says(one, "first")
    desk.says(two, "second")
    desk.says(one, "third")
    alias = desk.merges(one, two).json()
    assert (alias["number"], alias["merged_into"]["number"]) == (one, two)
    desk.merges(two, three)
    root = desk.api.get(f"/{three}")
    assert [one["body"] for one in root["messages"]] == [
        *("one", "two", "three", "first", "second", "third")
    ]
    assert [message["ticket"] for message in root["messages"]] == [one, two, three, one, two, one]
    assert [alias["number"] for alias in root["aliases"]] == [one, two]
    assert desk.bodies(two) == ["one", "two", "first", "second", "third"]
    assert desk.bodies(one) == ["one", "first", "third"]


def test_commands_to_an_alias_are_carried_out_by_its_root(desk: Desk) -> None:
    one, two = desk.opens("one"), desk.opens("two")
    desk.merges(one, two)
    answer = desk.says(one, "to the alias", BOB)
    assert answer["number"] == two
    (message,) = answer["messages"]
    assert (message["ticket"], message["written_to"]["number"]) == (two, one)
    desk.api.post(f"/{one}/resolve", {"actor": ADA})
    assert desk.api.get(f"/{two}")["status"] == "resolved"
    assert desk.says(one, "it came back", BOB)["status"] == "open"
    assert desk.api.get(f"/{one}")["status"] == "new"
    stale = desk.api.post(f"/{one}/close", {"actor": ADA}, 412, If_Match='"1"')
    assert stale.json()["etag"] == f'"{desk.api.get(f"/{two}")["version"]}"'


def test_an_unmerge_lets_both_stand_as_they_were(desk: Desk) -> None:
    one, two = desk.opens("one", body="one"), desk.opens("two", body="two")
    before = desk.api.get(f"/{one}")
    desk.merges(one, two)
    after = desk.unmerges(one).json()
    same = {name: value for name, value in after.items() if name not in MOVED}
    assert same == {name: value for name, value in before.items() if name not in MOVED}
    assert desk.bodies(two) == ["two"]
    assert desk.says(one, "mine again", BOB)["number"] == one
    desk.merges(two, one)


def test_what_was_written_to_an_alias_is_shown_by_it_after_the_unmerge_too(desk: Desk) -> None:
    one, two = desk.opens("one", body="one"), desk.opens("two", body="two")
    desk.merges(one, two)
    desk.says(one, "written meanwhile", BOB)
    assert desk.bodies(one) == ["one", "written meanwhile"]
    desk.unmerges(one)
    desk.says(one, "afterwards", BOB)
    assert desk.bodies(one) == ["one", "written meanwhile", "afterwards"]
    assert desk.bodies(two) == ["two", "written meanwhile"]
    (_, meanwhile, _) = desk.api.get(f"/{one}")["messages"]
    assert (meanwhile["ticket"], meanwhile["written_to"]["number"]) == (two, one)


MOVED = {"version", "effective_at"}


def test_refusals_name_the_remedy(desk: Desk) -> None:
    one, two, three = (desk.opens(name) for name in ("one", "two", "three"))
    assert code_of(desk.merges(one, one, 409)) == "merge-into-itself"
    desk.merges(one, two)
    again = desk.merges(one, three, 409)
    assert (code_of(again), again.json()["root"]) == ("already-merged", two)
    into_alias = desk.merges(three, one, 409)
    assert (code_of(into_alias), into_alias.json()["root"]) == ("merge-into-alias", two)
    assert f"merge into its root, {two}" in into_alias.json()["detail"]
    assert "they are one already" in desk.merges(two, one, 409).json()["detail"]
    assert code_of(desk.unmerges(two, 409)) == "not-merged"
    unknown = desk.merges(two, "FL-999999", 422)
    assert unknown.json()["errors"] == [
        {"pointer": "/body/into", "reason": "nothing is named FL-999999"}
    ]
    desk.api.post("/FL-999999/merge", {"actor": ADA, "into": one}, 404)


def test_a_list_marks_aliases_and_leaves_them_out_where_a_status_is_asked(desk: Desk) -> None:
    one, two = desk.opens("one"), desk.opens("two")
    desk.merges(one, two)

    def numbers(**asked: Any) -> list[str]:
        return [item["number"] for item in desk.api.get(**asked)["items"]]

    assert numbers() == [one, two]
    assert desk.api.get()["items"][0]["merged_into"]["number"] == two
    assert numbers(status="new") == numbers(merged=False) == [two]
    assert numbers(merged=True) == numbers(merged=True, status="new") == [one]
    desk.unmerges(one)
    assert numbers(status="new") == [one, two]
    assert numbers(merged=True) == []


def test_of_two_that_merge_into_each_other_at_once_one_is_refused(desk: Desk) -> None:
    for _ in range(5):
        pair = [desk.opens("one"), desk.opens("two")]
        outcomes = race(merging(desk, list(zip(pair, reversed(pair), strict=True))), 2)
        assert sorted(outcomes) == [200, 409]
        assert len(roots(desk, pair)) == 1


def test_a_ring_of_merges_at_once_never_closes(desk: Desk) -> None:
    for _ in range(4):
        ring = [desk.opens(name) for name in ("a", "b", "c")]
        outcomes = race(merging(desk, list(zip(ring, [*ring[1:], ring[0]], strict=True))), 3)
        assert 409 in outcomes
        assert set(outcomes) <= {200, 409}
        assert len(roots(desk, ring)) == 3 - outcomes.count(200)


def test_everybody_who_merges_everything_at_once_leaves_a_forest(desk: Desk) -> None:
    tickets = [desk.opens(name) for name in ("a", "b", "c", "d")]
    pairs = list(permutations(tickets, 2))
    outcomes = race(merging(desk, pairs), len(pairs))
    assert outcomes.count(200) == 3
    assert len(roots(desk, tickets)) == 1


def merging(desk: Desk, pairs: list[tuple[str, str]]) -> Callable[[int], int]:
    """Each merges one pair; returns the status of the answer."""

    def act(number: int) -> int:
        one, into = pairs[number]
        command = {"actor": ADA, "into": into}
        return int(desk.api.client.post(f"/v1/tickets/{one}/merge", json=command).status_code)

    return act


def roots(desk: Desk, tickets: list[str]) -> set[str]:
    """Where each of them leads; fails for one that leads in a circle."""
    found = set()
    for ticket in tickets:
        seen, at = set(), ticket
        while went := desk.api.get(f"/{at}")["merged_into"]:
            assert at not in seen, "a circle"
            seen.add(at)
            at = went["number"]
        found.add(at)
    return found


def test_a_reply_races_with_a_merge_and_is_never_lost(desk: Desk) -> None:
    one, two = desk.opens("one"), desk.opens("two")

    def act(number: int) -> None:
        if number == 0:
            desk.merges(one, two)
        else:
            desk.says(one, f"reply {number}", CAROL)

    race(act, 8)
    assert sorted(desk.bodies(two)) == [f"reply {n}" for n in range(1, 8)]


def test_each_question_about_aliases_has_its_index(desk: Desk) -> None:
    """Among ten thousand aliases of a hundred thousand tickets no table is read as a whole."""
    with desk.api.pool.connection() as connection:
        for statement in MANY:
            connection.execute(statement)
        (alias,) = (
            connection.execute("SELECT ticket_id FROM ticket_aliases LIMIT 1").fetchone() or ()
        )
        for query, parameters in (
            (aliases._ABOVE, [[alias]]),
            (aliases._BELOW, [alias]),
            (f"{listing._FIND}{listing._MERGED[True]} ORDER BY serial LIMIT 51", []),
            (f"{listing._FIND}{listing._MERGED[False]} ORDER BY serial LIMIT 51", []),
        ):
            plan = connection.execute(f"EXPLAIN {query}".encode(), parameters).fetchall()
            assert not any("Seq Scan" in line for (line,) in plan), plan


MANY = (
    """INSERT INTO ticket_list_v1 (serial, ticket_id, status, opened_at)
       SELECT n, gen_random_uuid(), 'new', '2026-01-01' FROM generate_series(1, 100000) AS n""",
    """INSERT INTO ticket_aliases
       SELECT ticket_id, serial, gen_random_uuid() FROM ticket_list_v1 WHERE serial % 10 = 0""",
    "ANALYZE ticket_list_v1",
    "ANALYZE ticket_aliases",
)
