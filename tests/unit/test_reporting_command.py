"""`firstline report`, with a reporting service that answers what the test says."""

import json
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner, Result

from firstline_chassis.asking import CannotTell
from firstline_reporting.adapters.cli import report as command
from firstline_reporting.adapters.cli.dump import make_folder
from firstline_reporting.adapters.cli.files import replacing
from firstline_reporting.read_models.registry import REPORTS
from tests.support.report_service import (
    BACKLOG,
    PRIORITIES,
    TICKET,
    Service,
)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    service = Service()
    monkeypatch.setattr(httpx, "request", service.answer)
    monkeypatch.setenv("FIRSTLINE_REPORTING_URL", "http://127.0.0.1:1/")
    return service


def run(*words: str) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)
    return CliRunner().invoke(app, ["report", *words])


def test_a_backlog_is_asked_for_as_the_person_said(service: Service) -> None:
    result = run("backlog", "--at", "2016-03-31T23:59:00+02:00", "--by", "queue", "--tz", "UTC")
    assert result.exit_code == 0, result.output
    [request] = service.asked
    assert request.url.path == "/v1/reports/backlog"
    assert dict(request.url.params) == {
        "at": "2016-03-31T23:59:00+02:00",
        "by": "queue",
        "tz": "UTC",
    }


def test_a_table_shows_figures_definition_and_freshness(service: Service) -> None:
    shown = run("backlog").output
    assert "Tickets: 9,000" in shown
    assert "Group [70]" in shown
    assert "(unknown)" in shown
    assert "1,230" in shown
    assert "backlog@1 at 2016-03-31T23:59:00Z; times in UTC; read until 2026-01-01" in shown


def test_csv_has_the_columns_of_the_report_and_one_line_per_row(service: Service) -> None:
    assert run("backlog", "--csv").output.splitlines() == ["key,count", "Group [70],1230", ",4"]


def test_json_is_the_services_own_answer(service: Service) -> None:
    assert json.loads(run("backlog", "--json").output) == BACKLOG


def test_parquet_has_typed_columns_and_says_what_it_is(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "backlog.parquet"
    assert run("backlog", "--parquet", str(file)).exit_code == 0
    table = pq.read_table(file)
    assert table.to_pydict() == {"key": ["Group [70]", None], "count": [1230, 4]}
    said = table.schema.metadata
    assert said[b"firstline.definition"] == b"backlog@1"
    assert said[b"firstline.zone"] == b"UTC"
    assert json.loads(said[b"firstline.freshness"]) == BACKLOG["freshness"]
    assert [path.name for path in tmp_path.iterdir()] == ["backlog.parquet"]


def test_a_restatement_stands_beside_the_figure(service: Service) -> None:
    service.body = json.dumps(PRIORITIES)
    shown = run("priorities", "--compare", "priorities@1").output
    assert "count (priorities@1)" in shown
    assert "priorities@1: As it was." in shown
    assert "25.0%" in shown
    csv = run("priorities", "--compare", "priorities@1", "--csv").output.splitlines()
    assert csv == [
        "key,count,rate,count (priorities@1),rate (priorities@1)",
        "3 - Moderate,5,0.25,7,",
    ]


def test_agreement_and_what_is_not_observable_are_shown(service: Service) -> None:
    service.body = json.dumps(PRIORITIES)
    shown = run("priorities").output
    assert "Incidents with priority change: 2" in shown
    assert "agree 7, of 8" in shown
    assert "tickets of servicenow" in shown
    assert "3 not observable: no messages" in shown


@pytest.mark.parametrize("name", [report.name for report in REPORTS])
def test_each_report_has_its_command(service: Service, name: str) -> None:
    assert run(name, "--origin", "servicenow", "--json").exit_code == 0
    assert service.asked[0].url.path == f"/v1/reports/{name}"
    assert service.asked[0].url.params["origin"] == "servicenow"
    assert "--definition" in run(name, "--help").output


def test_drilling_shows_the_tickets_behind_a_row(service: Service) -> None:
    service.body = json.dumps({"items": [TICKET], "next": "more"})
    result = run("volume", "--by", "queue", "--from", "2016-03-01", "--drill", "")
    assert "[desk]" in result.output
    assert "there are more" in result.output
    [request] = service.asked
    assert request.url.path == "/v1/reports/volume/tickets"
    asked = dict(request.url.params)
    assert asked == {"from": "2016-03-01", "by": "queue", "key": "", "limit": "50"}


def test_drilling_shows_the_searches_behind_a_row_where_they_are_asked_for(
    service: Service,
) -> None:
    search = {"id": "s-1", "at": "2026-03-02T11:00:00Z", "language": "en", "about": "vpn tunnel"}
    service.body = json.dumps({"items": [search], "next": None, "topic": "kb-search-v1"})
    result = run("gaps", "--category", "vpn", "--drill", "en vpn", "--behind", "searches")
    assert "vpn tunnel" in result.output
    assert result.output.rstrip().endswith("1 search")
    [request] = service.asked
    assert request.url.path == "/v1/reports/gaps/searches"
    asked = dict(request.url.params)
    assert asked == {"by": "words", "key": "en vpn", "category": "vpn", "limit": "50"}


def test_what_a_report_does_not_have_behind_its_rows_is_refused(service: Service) -> None:
    assert run("gaps", "--drill", "en vpn", "--behind", "walks").exit_code == 2
    assert run("volume", "--drill", "New", "--behind", "searches").exit_code == 2
    assert service.asked == []


def test_forms_that_exclude_one_another_are_refused(service: Service) -> None:
    for forms in (("--csv", "--json"), ("--csv", "--parquet", "f")):
        assert run("backlog", *forms).exit_code == 2
    assert service.asked == []


def test_an_unknown_dimension_is_refused_with_the_known_ones(service: Service) -> None:
    result = run("backlog", "--by", "mood")
    assert result.exit_code == 2
    assert "queue" in result.output
    assert service.asked == []


def test_a_service_that_is_not_up_is_told_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FIRSTLINE_REPORTING_URL", "http://127.0.0.1:1")
    file = tmp_path / "tickets.parquet"
    for more in ((), ("--drill", "New", "--csv"), ("--drill-all", "--parquet", str(file))):
        error = run("backlog", *more).exception
        assert isinstance(error, CannotTell)
        assert "doesn't answer at http://127.0.0.1:1" in str(error)
        assert "firstline up" in error.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_is_told_in_the_services_words(service: Service) -> None:
    service.status, service.body = 422, json.dumps({"detail": "/query/tz: no such zone"})
    error = run("backlog", "--tz", "Mars").exception
    assert isinstance(error, CannotTell)
    assert "no such zone" in str(error)


def test_a_wrong_option_is_told_by_the_name_that_was_typed_and_once(service: Service) -> None:
    reason = "must be a day such as 2016-03-31"
    wrong = [
        {"pointer": "/query/from", "reason": reason},
        {"pointer": "/query/not_observable", "reason": "must be true or false"},
        {"pointer": "/query/key", "reason": "is too long"},
    ]
    problem = {"detail": f"/query/from: {reason}", "title": "Fields are wrong", "errors": wrong}
    service.status, service.body = 422, json.dumps(problem)
    error = run("volume", "--from", "march").exception
    assert isinstance(error, CannotTell)
    assert str(error) == (
        f"--from: {reason}; --not-observable: must be true or false; --drill: is too long."
    )
    assert error.remedy == ""


def test_a_report_that_the_service_does_not_know_yet_is_told_with_the_way_to_renew_it(
    service: Service,
) -> None:
    service.status, service.body = 404, json.dumps({"title": "Not Found", "detail": "Not Found"})
    error = run("volume").exception
    assert isinstance(error, CannotTell)
    assert "reporting doesn't know this yet" in str(error)
    assert "`firstline down`, `firstline up`" in error.remedy


@pytest.mark.parametrize("form", ["--parquet", "--html"])
@pytest.mark.parametrize(
    ("place", "why"), [("", "it is a folder"), ("none/here.x", "there is no folder")]
)
def test_a_file_that_cannot_be_written_is_told_before_anything_is_asked(
    service: Service, tmp_path: Path, form: str, place: str, why: str
) -> None:
    error = run("backlog", form, str(tmp_path / place)).exception
    assert isinstance(error, CannotTell)
    assert str(error).startswith(f"can't write {tmp_path / place}: {why}")
    assert "a folder that exists" in error.remedy
    assert service.asked == []


def test_a_file_that_fails_while_it_is_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    def fill(file: Path) -> None:
        with replacing(file) as part:
            part.write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(CannotTell, match="No space left"):
        fill(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotTell, match="can't make the folder") as error:
        make_folder(tmp_path / "file" / "dump")
    assert "name a folder" in error.value.remedy


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",), ("--parquet", "x.parquet")])
def test_a_key_that_no_row_has_is_refused_with_those_there_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answers(monkeypatch, items=[], rows=[{"key": None}, *({"key": f"Q{n}"} for n in range(20))])
    error = run("volume", "--by", "queue", "--drill", "nope", *form).exception
    assert isinstance(error, CannotTell)
    assert str(error) == "volume has no row for 'nope' by queue."
    assert error.remedy.startswith("there is '', 'Q0', 'Q1'")
    assert error.remedy.endswith("and 11 more.")
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_counts_nothing_has_no_tickets_and_is_no_mistake(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers(monkeypatch, items=[], rows=[{"key": "Q1"}])
    result = run("volume", "--by", "queue", "--drill", "Q1")
    assert result.exit_code == 0
    assert "0 tickets as they stand now" in result.output


def test_one_ticket_is_told_as_one(service: Service) -> None:
    service.body = json.dumps({"items": [TICKET], "next": None})
    assert "1 ticket as it stands now" in run("volume", "--drill-all").output


def answers(monkeypatch: pytest.MonkeyPatch, items: list[Any], rows: list[Any]) -> None:
    """The service has these tickets behind every figure, and these rows in every report."""

    def answer(method: str, url: str, **options: Any) -> httpx.Response:
        page = {"items": items, "next": None}
        body = page if url.endswith("/tickets") else {"rows": rows}
        return httpx.Response(200, json=body, request=httpx.Request(method, url))

    monkeypatch.setattr(httpx, "request", answer)
    monkeypatch.setenv("FIRSTLINE_REPORTING_URL", "http://127.0.0.1:1/")


def test_something_else_at_the_address_is_recognised(service: Service) -> None:
    service.body = "<html>"
    error = run("backlog").exception
    assert isinstance(error, CannotTell)
    assert "is not reporting" in str(error)
