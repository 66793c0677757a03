"""`firstline import adopt` takes over a desk's open tickets, and `firstline audit timers` looks."""

import json
from collections.abc import Iterator
from importlib.resources import files

import pytest
from psycopg_pool import ConnectionPool

from firstline_chassis.clock import utc_now
from firstline_console.importing import adopting
from tests.support.foreign_desk import ForeignTicket
from tests.support.intake import Worker, intake_app, intake_pool
from tests.support.servers import Database
from tests.support.terminal import Terminal
from tests.support.timekeeping import rows

pytestmark = pytest.mark.integration
LIVE = "SELECT count(*) FROM stored_events WHERE topic = 'intake.ticket.went-live'"
OVERDUE = "UPDATE timers SET due_at = now() - interval '1 hour', trouble = %s RETURNING 1"


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with intake_pool(database) as pool:
        yield pool


@pytest.fixture
def desk(
    pool: ConnectionPool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(monkeypatch, capsys)
    terminal.serve(intake=intake_app(pool))
    return terminal


@pytest.fixture
def imported(pool: ConnectionPool) -> Worker:
    """Seven open tickets of an import, of which one is resolved; one that is closed; a live one."""
    worker = Worker(pool, utc_now)
    for n, status in enumerate(["Active"] * 6 + ["Resolved", "Closed"]):
        worker.takes(ForeignTicket(f"INC{n}", "servicenow").records(1, status))
    worker.takes(ForeignTicket().opens())
    return worker


def test_every_open_ticket_goes_live_once(
    desk: Terminal, imported: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adopting, "PAGE", 3)
    first = desk.types("import", "adopt", "servicenow")
    assert (first.code, first.out) == (
        0,
        "7 tickets of servicenow went live; 0 were live already.\n",
    )
    assert first.err == "3 of 7 tickets\n6 of 7 tickets\n"
    again = json.loads(desk.types("import", "adopt", "servicenow", "--json").out)
    assert (again["adopted"], again["already_live"], again["left"]) == (0, 7, 0)
    assert imported.rows(LIVE) == [(7,)]
    assert imported.rows("SELECT kind FROM timers") == [("close-ticket",)]


def test_a_dry_run_counts_and_changes_nothing(desk: Terminal, imported: Worker) -> None:
    said = desk.types("import", "adopt", "servicenow", "--dry-run")
    assert said.out == "7 tickets of servicenow would go live; 0 were live already.\n"
    assert imported.rows(LIVE) == [(0,)]


def test_an_adoption_that_broke_off_goes_on_with_what_is_left(
    desk: Terminal, imported: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adopting, "PAGE", 3)

    def interrupt(_: adopting.Adoption) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("firstline_console.importing.adopt_command._tell", interrupt)
    said = desk.types("import", "adopt", "servicenow")
    assert said.code == 130
    assert "run the same command again" in said.err
    assert imported.rows(LIVE) == [(3,)]
    monkeypatch.undo()


def test_what_is_wrong_with_an_adoption_is_told_with_its_remedy(
    desk: Terminal, imported: Worker
) -> None:
    for words, told, remedy in (
        (["nowhere"], "No ticket ever came from nowhere", "name a desk as its events do"),
        (
            ["servicenow", "--at", "yesterday"],
            "--at yesterday is no time",
            "write a time with its zone",
        ),
        (
            ["servicenow", "--at", "2026-03-01T08:00:00"],
            "names no zone",
            "write a time with its zone",
        ),
        (
            ["servicenow", "--at", "1969-03-01T08:00:00Z"],
            "before 1970",
            "check the publisher's clock",
        ),
    ):
        said = desk.types("import", "adopt", *words)
        assert (said.code, said.out) == (1, "")
        assert told in said.err
        assert remedy in said.err, said.err
    assert imported.rows(LIVE) == [(0,)]


def test_an_audit_without_overdue_timers_is_clean(desk: Terminal, imported: Worker) -> None:
    desk.types("import", "adopt", "servicenow")
    said = desk.types("audit", "timers", "--service", "intake")
    assert (said.code, said.out) == (0, "intake: 1 timers set, 0 failing, none overdue\n")


def test_a_timer_that_should_have_fired_is_told_and_fails_the_audit(
    desk: Terminal, imported: Worker
) -> None:
    desk.types("import", "adopt", "servicenow")
    rows(imported.pool, OVERDUE, "ValueError: \x1b[2J")
    said = desk.types("audit", "timers", "--service", "intake")
    assert said.code == 1
    assert f"close-ticket of {ForeignTicket('INC6', 'servicenow').id}: 3,60" in said.out
    assert "\x1b" not in said.out
    patient = desk.types("audit", "timers", "--service", "intake", "--tolerance", "7200")
    assert patient.code == 0
    told = json.loads(desk.types("audit", "timers", "--service", "intake", "--json").out)
    assert [one["kind"] for one in told[0]["overdue"]] == ["close-ticket"]


def test_a_ticket_whose_timer_was_lost_is_found_and_mended(
    desk: Terminal, imported: Worker
) -> None:
    shop = ForeignTicket()
    imported.takes(shop.reports(1, "resolved"))
    rows(imported.pool, "DELETE FROM timers RETURNING 1")
    said = desk.types("audit", "timers", "--service", "intake")
    assert said.code == 1
    assert f"close-ticket of {shop.id}: there is no timer" in said.out
    step = files("firstline_intake").joinpath("migrations/005_windows.sql").read_text()
    with imported.pool.connection() as connection:
        connection.execute(step.encode())
    assert desk.types("audit", "timers", "--service", "intake").code == 0


def test_an_audit_names_a_service_that_is_none(desk: Terminal) -> None:
    said = desk.types("audit", "timers", "--service", "coffee")
    assert said.code == 1
    assert "there is no service coffee" in said.err
