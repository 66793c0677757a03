"""`firstline report`, with a reporting service that answers what the test says."""

import json
from typing import Any

import httpx
import pytest
import typer
from typer.testing import CliRunner, Result

from firstline_chassis.asking import CannotTell
from firstline_reporting.adapters.cli import report as command

BACKLOG = {
    "report": "backlog",
    "definition": "backlog@1",
    "zone": "UTC",
    "origin": None,
    "at": "2016-03-31T23:59:00Z",
    "tickets": 9000,
    "backlog": 1234,
    "by": "queue",
    "rows": [{"key": "Group [70]", "count": 1230}, {"key": None, "count": 4}],
    "freshness": {"read_until": "2026-01-01T00:00:00Z", "behind": 0},
}
PRIORITIES = {
    "report": "priorities",
    "definition": "priorities@1",
    "zone": "UTC",
    "origin": "servicenow",
    "priority_last_row": {"3 - Moderate": 5},
    "incidents_with_priority_change": 2,
    "agreement": {"definition": "agreement@1", "agree": 7, "of": 8, "records": 9},
    "freshness": {"read_until": None, "behind": None},
}


class Service:
    """Stands for reporting over HTTP; remembers what it was asked."""

    def __init__(self) -> None:
        self.status, self.body = 200, json.dumps(BACKLOG)
        self.asked: list[httpx.Request] = []

    def answer(self, method: str, url: str, **options: Any) -> httpx.Response:
        request = httpx.Request(method, url, params=options["params"])
        self.asked.append(request)
        return httpx.Response(self.status, text=self.body, request=request)


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
    assert result.exit_code == 0
    [request] = service.asked
    assert request.url.path == "/v1/reports/backlog"
    assert dict(request.url.params) == {
        "at": "2016-03-31T23:59:00+02:00",
        "by": "queue",
        "tz": "UTC",
    }


def test_a_table_shows_figures_definition_and_freshness(service: Service) -> None:
    shown = run("backlog").output
    assert "Group [70]" in shown
    assert "(unknown)" in shown
    assert "1,230" in shown
    assert "backlog@1 at 2016-03-31T23:59:00Z; times in UTC; read until 2026-01-01" in shown


def test_csv_has_one_line_per_count(service: Service) -> None:
    assert run("backlog", "--csv").output.splitlines() == [
        "figure,key,count",
        "tickets,,9000",
        "backlog (total),,1234",
        "backlog,Group [70],1230",
        "backlog,,4",
    ]


def test_json_is_the_services_own_answer(service: Service) -> None:
    assert json.loads(run("backlog", "--json").output) == BACKLOG


def test_distributions_and_agreement_are_shown(service: Service) -> None:
    service.body = json.dumps(PRIORITIES)
    shown = run("priorities").output
    assert "3 - Moderate" in shown
    assert "Incidents with priority change: 2" in shown
    assert "tickets of servicenow" in shown
    assert "agreement,of,8" in run("priorities", "--csv").output


@pytest.mark.parametrize("name", ["transitions", "reopened"])
def test_each_report_has_its_command(service: Service, name: str) -> None:
    assert run(name, "--origin", "servicenow", "--json").exit_code == 0
    assert str(service.asked[0].url).endswith(f"/v1/reports/{name}?origin=servicenow")


def test_csv_and_json_at_once_are_refused(service: Service) -> None:
    result = run("backlog", "--csv", "--json")
    assert result.exit_code == 2
    assert service.asked == []


def test_a_service_that_is_not_up_is_told_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FIRSTLINE_REPORTING_URL", "http://127.0.0.1:1")
    error = run("backlog").exception
    assert isinstance(error, CannotTell)
    assert "doesn't answer at http://127.0.0.1:1" in str(error)
    assert "firstline up" in error.remedy


def test_a_refusal_is_told_in_the_services_words(service: Service) -> None:
    service.status, service.body = 422, json.dumps({"detail": "/query/tz: no such zone"})
    error = run("backlog", "--tz", "Mars").exception
    assert isinstance(error, CannotTell)
    assert "no such zone" in str(error)


def test_something_else_at_the_address_is_recognised(service: Service) -> None:
    service.body = "<html>"
    error = run("backlog").exception
    assert isinstance(error, CannotTell)
    assert "is not reporting" in str(error)
