"""How a command line asks a service: an answer, or one message with the way out."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from firstline_chassis.asking import AnswerLost, CannotTell, Refused, Service, listening

Reply = httpx.Response | Exception
BODY = {"subject": "The scanner is dead"}


class Wire:
    """Stands for the network: gives the prepared replies in turn, and keeps what was sent."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.sent: list[httpx.Request] = []

    def request(
        self, method: str, url: str, *, timeout: float, verify: Any, **options: Any
    ) -> httpx.Response:
        self.sent.append(request := httpx.Request(method, url, **options))
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        reply.request = request
        return reply


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    wire = Wire()
    monkeypatch.setattr(httpx, "request", wire.request)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    yield wire
    assert wire.replies == []


INTAKE = Service("intake", "http://127.0.0.1:8001")


def test_an_answer_is_the_object_that_the_service_gives(wire: Wire) -> None:
    wire.replies = [httpx.Response(200, json={"number": "FL-000001"})]
    assert INTAKE.get("/v1/tickets/x", limit=2) == {"number": "FL-000001"}
    assert str(wire.sent[0].url) == "http://127.0.0.1:8001/v1/tickets/x?limit=2"


@pytest.mark.parametrize(
    "first", [httpx.ReadTimeout("slow"), httpx.ReadError("cut"), httpx.Response(503)]
)
def test_a_command_whose_answer_is_lost_is_sent_again_under_its_key(
    wire: Wire, first: Reply
) -> None:
    wire.replies = [first, httpx.Response(201, json={"number": "FL-000001"})]
    assert INTAKE.post("/v1/tickets", BODY, "once") == {"number": "FL-000001"}
    assert [each.headers["Idempotency-Key"] for each in wire.sent] == ["once", "once"]
    assert [json.loads(each.content) for each in wire.sent] == [BODY, BODY]


def test_a_command_whose_answer_never_comes_says_that_nobody_knows(wire: Wire) -> None:
    wire.replies = [httpx.ReadError("cut") for _ in range(4)]
    with pytest.raises(AnswerLost) as lost:
        INTAKE.post("/v1/tickets", BODY, "once")
    assert "may have been carried out" in lost.value.remedy


def test_a_service_that_is_not_there_is_not_asked_again(wire: Wire) -> None:
    wire.replies = [httpx.ConnectError("refused")]
    with pytest.raises(CannotTell, match="intake doesn't answer") as silent:
        INTAKE.post("/v1/tickets", BODY, "once")
    assert "firstline up" in silent.value.remedy
    assert "FIRSTLINE_INTAKE_URL" in silent.value.remedy


def test_a_refusal_keeps_the_problem_and_its_code(wire: Wire) -> None:
    problem = {"type": "urn:firstline:problem:closed", "detail": "It is closed.", "line": "first"}
    wire.replies = [httpx.Response(409, json=problem)]
    with pytest.raises(Refused, match=r"intake refuses: It is closed\.") as refused:
        INTAKE.post("/v1/tickets/x/close", {}, "once")
    assert (refused.value.status, refused.value.code) == (409, "closed")
    assert refused.value.problem["line"] == "first"


def test_a_refusal_that_says_what_to_do_gets_no_second_remedy(wire: Wire) -> None:
    short = {"title": "Not here"}
    wire.replies = [
        httpx.Response(422, json={"title": "Fields are wrong", "detail": "/query/at: is missing"}),
        httpx.Response(404, json={**short, "detail": "Not here"}),
        httpx.Response(404, json=short),
    ]
    remedies = []
    for _ in range(3):
        with pytest.raises(Refused) as refused:
            INTAKE.get("/v1/tickets")
        remedies.append(refused.value.remedy)
    assert remedies == ["", INTAKE.remedy, INTAKE.remedy]


@pytest.mark.parametrize("answer", [httpx.Response(500, text="<html>"), httpx.Response(502)])
def test_an_error_that_is_no_problem_document_is_told_by_its_status(
    wire: Wire, answer: httpx.Response
) -> None:
    wire.replies = [answer]
    with pytest.raises(Refused, match=f"HTTP status {answer.status_code}") as refused:
        INTAKE.get("/v1/tickets")
    assert refused.value.code == ""


@pytest.mark.parametrize("text", ["<html>", "[1]", "7"])
def test_something_else_at_the_address_is_recognised(wire: Wire, text: str) -> None:
    wire.replies = [httpx.Response(200, text=text)]
    with pytest.raises(CannotTell, match="is not intake"):
        INTAKE.get("/v1/tickets")


def test_a_service_listens_where_its_variable_says_else_at_the_suites_port(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address: Callable[[], str] = lambda: listening("triage", 2).address  # noqa: E731
    monkeypatch.delenv("FIRSTLINE_TRIAGE_URL", raising=False)
    monkeypatch.setenv("FIRSTLINE_PORT_BASE", "9000")
    assert address() == "http://127.0.0.1:9002"
    monkeypatch.setenv("FIRSTLINE_TRIAGE_URL", "http://desk.example/")
    assert address() == "http://desk.example"


@pytest.mark.parametrize("base", ["many", "0", "65534", "99999"])
def test_a_port_base_that_is_no_port_is_told(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIRSTLINE_TRIAGE_URL", raising=False)
    monkeypatch.setenv("FIRSTLINE_PORT_BASE", base)
    with pytest.raises(CannotTell, match="is no port"):
        listening("triage", 2)


def test_a_file_whose_answer_is_lost_is_sent_again_whole_under_its_key(
    wire: Wire, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"E5\n" * 50_000)
    wire.replies = [httpx.ReadError("cut"), httpx.Response(201, json={"id": "f"})]
    path = "/v1/tickets/x/attachments"
    assert INTAKE.upload(path, page, "text/plain", "once", name="page.txt") == {"id": "f"}
    for request in wire.sent:
        assert request.read() == page.read_bytes()
        assert request.headers["Idempotency-Key"] == "once"
        assert request.headers["Content-Type"] == "text/plain"
        assert request.url.params["name"] == "page.txt"
