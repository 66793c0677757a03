"""Lists of tickets: every filter, in pages that stand still while tickets come."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from firstline_chassis.clock import utc_now
from firstline_chassis.migrations import migrate
from firstline_events.identity import requester_id
from tests.support.foreign_desk import ForeignTicket, life
from tests.support.intake import Worker, intake_pool
from tests.support.servers import Database
from tests.support.ticket_api import ADA, Api, checked, code_of

ROWS = "SELECT * FROM ticket_list_v1 ORDER BY serial"


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with intake_pool(database) as pool:
        yield Api(pool)


def listed(api: Api, **asked: Any) -> list[str]:
    """The subjects of a whole list, page by page."""
    subjects, after = list[str](), None
    while True:
        page = api.get(limit=2, **asked, **({} if after is None else {"after": after}))
        subjects += [one["subject"] for one in page["items"]]
        after = page["next"]
        if after is None:
            return subjects


def named(api: Api, *subjects: str, **changes: Any) -> list[str]:
    return [f"/{api.opened(subject=one, **changes)['id']}" for one in subjects]


def test_a_list_by_status_follows_each_command_at_once(api: Api) -> None:
    first, second, _ = named(api, "one", "two", "three")
    api.post(f"{first}/status", {"actor": ADA, "status": "open"})
    api.post(f"{second}/resolve", {"actor": ADA})
    assert listed(api, status="new") == ["three"]
    assert listed(api, status=["open", "resolved"]) == ["one", "two"]
    api.post(f"{second}/messages", {"actor": {"kind": "requester", "id": "bob"}, "body": "no"})
    assert listed(api, status="open") == ["one", "two"]
    assert listed(api, status="closed") == []


def test_a_list_by_category_and_origin(api: Api) -> None:
    named(api, "one", category="mail")
    named(api, "two", category="phone")
    Worker(api.pool, utc_now).takes(*life(ForeignTicket()))
    assert listed(api, category="mail") == ["one"]
    assert listed(api, origin="shop") == ["It is broken"]
    assert listed(api, origin="shop", status="open") == ["It is broken"]
    assert listed(api, origin="shop", category="mail") == []


def test_a_list_by_opening_holds_its_first_instant_and_not_its_last(api: Api) -> None:
    for day in (1, 2, 3):
        api.opened(subject=f"day {day}", at=f"2026-03-0{day}T12:00:00Z")
    assert listed(api, opened_from="2026-03-02T12:00:00Z") == ["day 2", "day 3"]
    assert listed(api, opened_to="2026-03-02T12:00:00Z") == ["day 1"]
    period = {"opened_from": "2026-03-01T13:00:00+01:00", "opened_to": "2026-03-03T00:00:00Z"}
    assert listed(api, **period) == ["day 1", "day 2"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("printer", ["The Printer is on fire", "printers: no paper"]),
        ("PRINT fire", ["The Printer is on fire"]),
        ("paper printer", ["printers: no paper"]),
        ("dru", ["Drücker & O'Neil's \\ 100%"]),
        ("drück", ["Drücker & O'Neil's \\ 100%"]),
        ("o'neil 100", ["Drücker & O'Neil's \\ 100%"]),
        ("' & | ! :* \\ x", []),
        ("nothing", []),
    ],
)
def test_a_search_takes_beginnings_of_words_in_any_order(
    api: Api, words: str, found: list[str]
) -> None:
    named(api, "The Printer is on fire", "printers: no paper", "Drücker & O'Neil's \\ 100%")
    assert listed(api, subject=words) == ([] if words == "dru" else found)


def test_all_tickets_of_a_requester_by_name_or_id(api: Api) -> None:
    named(api, "one", "two")
    named(api, "three", requester="eve")
    shop = ForeignTicket()
    Worker(api.pool, utc_now).takes(shop.opens(requester="bob", subject="theirs"))
    ours, theirs = (
        requester_id("default", "firstline", "bob"),
        requester_id("default", "shop", "bob"),
    )
    assert listed(api, requester="bob") == listed(api, requester=str(ours)) == ["one", "two"]
    for path, subjects in (
        ("bob/tickets", ["one", "two"]),
        (f"{ours}/tickets", ["one", "two"]),
        (f"{theirs}/tickets", ["theirs"]),
        ("bob/tickets?origin=shop", ["theirs"]),
        ("bob/tickets?status=closed", []),
        ("bob/tickets?order=newest&limit=1", ["two"]),
    ):
        page = checked(api.client.get(f"/v1/requesters/{path}"), 200).json()
        assert [one["subject"] for one in page["items"]] == subjects


def test_a_requester_whom_nobody_knows_is_told_from_one_without_tickets(api: Api) -> None:
    answer = checked(api.client.get("/v1/requesters/nobody/tickets"), 404)
    assert code_of(answer) == "no-such-requester"
    assert listed(api, requester="nobody") == []


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_pages_stand_still_while_tickets_come(api: Api, order: str) -> None:
    """Whatever was there at the first page is shown once, and only once."""
    subjects = [str(number) for number in range(7)]
    named(api, *subjects)
    seen, after = list[str](), None
    while True:
        page = api.get(limit=3, order=order, **({} if after is None else {"after": after}))
        seen += [one["subject"] for one in page["items"]]
        if (after := page["next"]) is None:
            break
        if len(seen) < 7:
            named(api, "late")
    there = [one for one in seen if one != "late"]
    assert there == (subjects if order == "oldest" else subjects[::-1])


def test_the_list_of_imported_tickets_stands_as_their_records_say(api: Api) -> None:
    desk = ForeignTicket("INC1", "servicenow")
    worker = Worker(api.pool, utc_now)
    worker.takes(desk.records(1, "New", category="c1", requester="r1"))
    worker.takes(desk.records(2, "Active", category="c2", requester="r2"), desk.observes(LATER))
    for found in (
        api.get(origin="servicenow", status="open"),
        api.get(origin="servicenow", category="c2"),
    ):
        assert [one["reference"] for one in found["items"]] == ["INC1"]
    who = str(requester_id("default", "servicenow", "r2"))
    assert [one["reference"] for one in api.get(requester=who)["items"]] == ["INC1"]
    assert api.get(category="c1")["items"] == api.get(status="new")["items"] == []


LATER = "2026-03-02T12:00:00Z"


def test_a_subject_of_any_length_is_taken_and_found_by_its_beginning(api: Api) -> None:
    words = " ".join(f"{n:05}ü" for n in range(70_000))
    answers = Worker(api.pool, utc_now).takes(ForeignTicket().opens(subject=f"here {words}"))
    assert [one.outcome for one in answers] == ["accepted"]
    assert len(api.get(subject="here")["items"]) == 1
    assert api.get(subject="69999")["items"] == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"status": "done"}, "invalid-request"),
        ({"category": ""}, "invalid-request"),
        ({"category": "a\0b"}, "invalid-request"),
        ({"requester": "\0"}, "invalid-request"),
        ({"origin": "x" * 513}, "invalid-request"),
        ({"opened_from": "yesterday"}, "invalid-request"),
        ({"opened_from": "2026-03-02T12:00:00"}, "invalid-request"),
        ({"opened_from": "1772000000"}, "invalid-request"),
        ({"opened_from": LATER, "opened_to": LATER}, "empty-period"),
        ({"subject": "x" * 257}, "invalid-request"),
        ({"subject": "a\0b"}, "no-words"),
        ({"subject": ""}, "no-words"),
        ({"subject": " & "}, "no-words"),
        ({"order": "random"}, "invalid-request"),
        ({"after": 2**63}, "invalid-request"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    api: Api, asked: dict[str, Any], code: str
) -> None:
    assert api.get("", 422, **asked)["type"].endswith(code)


def test_an_event_that_is_not_stored_leaves_no_row(api: Api) -> None:
    (path,) = named(api, "one")
    before = Worker(api.pool, utc_now).rows(ROWS)
    api.post(f"{path}/close", {"actor": ADA}, 412, if_match='"7"')
    api.post(f"{path}/reopen", {"actor": ADA}, 409)
    assert Worker(api.pool, utc_now).rows(ROWS) == before


def test_the_migration_lists_tickets_that_were_there_before(api: Api, database: Database) -> None:
    path, _ = named(api, "one", "two", category="mail")
    api.post(f"{path}/resolve", {"actor": ADA})
    desk = ForeignTicket("INC1", "servicenow")
    worker = Worker(api.pool, utc_now)
    worker.takes(desk.records(1, "New", requester="r1"), desk.records(2, "Active", category="c"))
    worker.takes(*life(ForeignTicket()), ForeignTicket("7").opens(requester="bob"))
    before = worker.rows(ROWS)
    with api.pool.connection() as connection:
        connection.execute("DROP TABLE ticket_list_v1")
        connection.execute("DELETE FROM migrations WHERE name LIKE '%ticket_list.sql'")
    assert migrate(database.url("intake"), "firstline_intake") != []
    assert worker.rows(ROWS) == before
    assert len(before) == 5


def test_each_question_has_its_index(api: Api) -> None:
    """At a hundred thousand tickets a page is a walk along an index, never over the table."""
    at, who = datetime(2026, 3, 2, tzinfo=UTC), requester_id("default", "firstline", "bob")
    with api.pool.connection() as connection:
        connection.execute(MANY)
        connection.execute("ANALYZE ticket_list_v1")
        for condition, value in (
            ("status = ANY(%s)", ["resolved"]),
            ("origin = %s", "desk7"),
            ("requester_id = %s", who),
            ("category = %s", "c7"),
            ("opened_at >= %s", at),
        ):
            query = f"EXPLAIN SELECT serial FROM ticket_list_v1 WHERE {condition}"  # noqa: S608 - ours
            plan = connection.execute((query + " ORDER BY serial LIMIT 51").encode(), [value])
            assert not any("Seq Scan" in line for (line,) in plan), condition


MANY = """INSERT INTO ticket_list_v1
    SELECT n, gen_random_uuid(), 'desk' || n % 1000, gen_random_uuid(), 'c' || n % 1000,
           CASE WHEN n % 1000 = 0 THEN 'resolved' ELSE 'closed' END,
           '2026-01-01'::timestamptz + n * interval '1 minute'
      FROM generate_series(1, 100000) AS n"""
