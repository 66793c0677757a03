"""What the first word of a container does."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from firstline_container.entrance import listen_inside
from firstline_container.services import SERVICES


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The entrance with these words and no variable of Firstline but these."""
    others = {name: text for name, text in os.environ.items() if not name.startswith("FIRSTLINE_")}
    command = [sys.executable, "-m", "firstline_container", *words]
    return subprocess.run(
        command, env=others | environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("words", [(), ("start",), ("healthy", "please")])
def test_a_word_that_is_none_is_answered_with_the_list(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.stderr.startswith("usage: serve")) == (2, True)


@pytest.mark.parametrize("service", ["", "intke", "../intake"])
def test_an_unknown_service_is_refused_with_those_that_are_known(service: str) -> None:
    done = run("serve", FIRSTLINE_SERVICE=service)
    assert done.returncode == 2
    assert f"FIRSTLINE_SERVICE={service} is no service: set one of intake" in done.stderr


@pytest.mark.parametrize("word", ["serve", "migrate", "refill"])
@pytest.mark.parametrize("service", SERVICES)
def test_a_service_without_its_settings_names_each_that_is_missing(service: str, word: str) -> None:
    done = run(word, FIRSTLINE_SERVICE=service)
    assert done.returncode == 2
    for missing in ("DATABASE_URL", "KAFKA_BOOTSTRAP"):
        assert f"FIRSTLINE_{service.upper()}_{missing}: Field required" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_service_listens_for_others_only_inside_of_an_image() -> None:
    environment = {"FIRSTLINE_INTAKE_HTTP_PORT": "9000"}
    listen_inside("intake", environment)
    assert environment == {
        "FIRSTLINE_INTAKE_HTTP_HOST": "0.0.0.0",  # noqa: S104
        "FIRSTLINE_INTAKE_INSECURE_BIND": "true",
        "FIRSTLINE_INTAKE_HTTP_PORT": "9000",
    }


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_says_what_the_service_says(status: int, code: int) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/health/ready" else 404)
            self.end_headers()
            self.wfile.write(b"said")

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.handle_request, daemon=True).start()
        port = str(server.server_address[1])
        done = run("healthy", FIRSTLINE_SERVICE="triage", FIRSTLINE_TRIAGE_HTTP_PORT=port)
    assert (done.returncode, done.stdout.strip()) == (code, "said")


def test_the_health_check_of_a_service_that_is_silent_fails_with_its_port() -> None:
    done = run("healthy", FIRSTLINE_SERVICE="triage", FIRSTLINE_TRIAGE_HTTP_PORT="9")
    assert (done.returncode, "triage doesn't answer on port 9" in done.stderr) == (1, True)
