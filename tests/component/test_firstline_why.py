"""`firstline why`: from a ticket's name to triage's reasons over HTTP, or what to do instead."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
import typer
from typer.testing import CliRunner

from firstline_chassis.asking import CannotTell
from firstline_local.ports import free_ports
from firstline_triage.adapters.cli.why import register

TICKET = "1ef4cc7a-bd07-5ff0-a788-7c9c882d83f9"
ANSWER = {
    "reference": "INC0000045",
    "priority": "high",
    "why": ["Priority is high because [impact] is medium.", "The score is 300."],
}


class Stub(NamedTuple):
    """A server that knows some paths; anything else is 404, and a number is a status."""

    url: str
    known: dict[str, Any]


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    known: dict[str, Any] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = known.get(unquote(self.path), 404)
            self.send_response(found if isinstance(found, int) else 200)
            self.end_headers()
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setenv("FIRSTLINE_INTAKE_URL", url)
    monkeypatch.setenv("FIRSTLINE_TRIAGE_URL", url + "/")
    yield Stub(url, known)
    server.shutdown()
    thread.join()
    server.server_close()


def why(*words: str) -> str:
    """What the command prints; what it refuses is raised."""
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    result = CliRunner().invoke(app, ["why", *words], env={"COLUMNS": "120"})
    if result.exception:
        raise result.exception
    return result.output


def test_a_ticket_is_explained_by_its_id(stub: Stub) -> None:
    stub.known[f"/v1/assessments/{TICKET}"] = ANSWER
    told = why(TICKET.upper())
    assert "INC0000045: high" in told
    assert "Priority is high because [impact] is medium." in told


@pytest.mark.parametrize("name", ["FL-000123", "INC0000045", "a/b?c#d é"])
def test_a_ticket_is_found_by_its_number_or_reference(stub: Stub, name: str) -> None:
    stub.known[f"/v1/tickets/{name}"] = {"id": TICKET}
    stub.known[f"/v1/assessments/{TICKET}"] = ANSWER
    assert json.loads(why(name, "--json")) == ANSWER


def test_a_ticket_that_intake_does_not_know_is_told_with_a_remedy(stub: Stub) -> None:
    with pytest.raises(CannotTell, match="intake knows no ticket INC1") as refused:
        why("INC1")
    assert "FL-000123" in refused.value.remedy


def test_a_ticket_without_an_answer_is_told(stub: Stub) -> None:
    with pytest.raises(CannotTell, match="triage has said nothing"):
        why(TICKET)


def test_a_service_that_is_not_there_is_told_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FIRSTLINE_TRIAGE_URL", f"http://127.0.0.1:{free_ports(1)[0]}")
    with pytest.raises(CannotTell, match="triage doesn't answer at") as refused:
        why(TICKET)
    assert "firstline up" in refused.value.remedy


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (500, "triage refuses: HTTP status 500"),
        (b"<html>", "is not triage"),
        ([1], "is not triage"),
        ({"status": "ok"}, "is not triage"),
    ],
)
def test_an_answer_that_is_none_is_told(stub: Stub, answer: Any, told: str) -> None:
    stub.known[f"/v1/assessments/{TICKET}"] = answer
    with pytest.raises(CannotTell, match=told):
        why(TICKET)
