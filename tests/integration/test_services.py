"""A service process, shown with a small stand-in: started, found ready, explained, stopped."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstline_local.errors import LocalError
from firstline_local.layout import Layout
from firstline_local.ports import free_ports
from firstline_local.processes import Identity
from firstline_local.services import Service
from firstline_local.unheard import told_of_running

pytestmark = pytest.mark.integration

STAND_IN = """
import http.server, os, sys
if sys.argv[1] == "migrate":
    sys.exit(os.environ.get("MIGRATION", "fine") != "fine" and "the schema is in the way")
if os.environ.get("SERVING") == "broken":
    print('{"event": "topics compared with the store"}', flush=True)
    sys.exit("the database does not answer\\nask it")
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Ready).serve_forever()
"""


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout(tmp_path / "local", tmp_path / "cache")
    made.prepare()
    return made


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


@pytest.fixture
def env(tmp_path: Path, port: int) -> dict[str, str]:
    package = tmp_path / "firstline_standin"
    package.mkdir()
    (package / "__main__.py").write_text(STAND_IN)
    return {**os.environ, "PYTHONPATH": str(tmp_path), "PORT": str(port)}


@pytest.fixture
def service(layout: Layout, port: int, env: dict[str, str]) -> Iterator[Service]:
    made = Service("standin", port, env, layout)
    yield made
    made.stop()


def test_a_service_is_started_once_and_waited_for(service: Service) -> None:
    service.migrate()
    service.start()
    service.wait_until_ready()
    running = service.record()
    service.start()
    assert service.record() == running
    assert service.stop()
    assert service.record() is None


def test_a_service_that_ends_while_starting_is_explained(
    service: Service, env: dict[str, str]
) -> None:
    env["SERVING"] = "broken"
    service.start()
    with pytest.raises(LocalError, match="the database does not answer") as failed:
        service.wait_until_ready()
    assert "firstline logs standin" in failed.value.remedy


def test_what_a_failed_start_says_stands_on_lines_of_its_own_without_what_was_said_before(
    service: Service, env: dict[str, str]
) -> None:
    service.log.write_text("it ran well yesterday\n")
    env["SERVING"] = "broken"
    service.start()
    with pytest.raises(LocalError) as failed:
        service.wait_until_ready()
    assert str(failed.value) == (
        "standin ended while it was starting:\n  the database does not answer\n  ask it"
    )


def test_a_failed_migration_is_explained(service: Service, env: dict[str, str]) -> None:
    env["MIGRATION"] = "broken"
    with pytest.raises(LocalError, match="the schema is in the way"):
        service.migrate()


def test_a_port_in_use_is_named_before_anything_starts(
    service: Service, layout: Layout, port: int, env: dict[str, str]
) -> None:
    service.start()
    service.wait_until_ready()
    with pytest.raises(LocalError, match=f"port {port}, which rival needs, is in use by process"):
        Service("rival", port, env, layout).start()


def test_an_instance_whose_owner_is_gone_is_replaced(
    layout: Layout, port: int, env: dict[str, str]
) -> None:
    gone = Identity.of(os.getpid()).model_copy(update={"started": 1.0})
    stale = Service("standin", port, env, layout, owner=gone)
    stale.start()
    stale.wait_until_ready()
    old = stale.record()
    fresh = Service("standin", port, env, layout)
    fresh.start()
    fresh.wait_until_ready()
    assert old is not None
    assert not old.alive()
    assert fresh.stop()
    shutil.rmtree(layout.root)


def test_a_service_that_runs_already_is_told_with_the_settings_that_it_has_not_heard(
    service: Service, layout: Layout, port: int, env: dict[str, str]
) -> None:
    env |= {"FIRSTLINE_STANDIN_WORD": "old", "FIRSTLINE_KAFKA_USERNAME": "ada"}
    service.start()
    service.wait_until_ready()
    assert list(told_of_running([service])) == ["Running already: standin."]
    now = env | {"FIRSTLINE_STANDIN_WORD": "new", "FIRSTLINE_OTHER_WORD": "new"}
    now |= {"FIRSTLINE_DATABASE_ADMIN_URL": "new"}
    del now["FIRSTLINE_KAFKA_USERNAME"]
    ran, words = told_of_running([Service("standin", port, now, layout)])
    assert ran == "Running already: standin."
    assert "differ by now: FIRSTLINE_KAFKA_USERNAME, FIRSTLINE_STANDIN_WORD." in words
    assert "`firstline down --services`" in words


def test_where_nothing_runs_nothing_is_told() -> None:
    assert list(told_of_running([])) == []
