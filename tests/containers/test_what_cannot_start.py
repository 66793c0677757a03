"""A container that can't do its work says why and how to mend it, and loses nothing."""

import re
import subprocess
from collections.abc import Iterator

import psycopg
import pytest

from firstline_container.roles import provision
from tests.support.composed import SERVICES, Composed, eventually

PLAIN = {"FIRSTLINE_KAFKA_SECURITY_PROTOCOL": "PLAINTEXT", "FIRSTLINE_DATABASE_SSLMODE": "disable"}
"""As in docker-compose.yml: nothing but these containers is on their network."""
LATE_TABLE = "intake.case_requests_v1"
"""A table that one of intake's last migrations makes."""


def start(suite: Composed, service: str, *words: str, **settings: str) -> list[str]:
    """The command that runs a container of a service beside the suite, hardened as there."""
    network = next(iter(suite.inspect("postgres")["NetworkSettings"]["Networks"]))
    given = [f"--env={name}={value}" for name, value in (PLAIN | settings).items()]
    hardened = ["--read-only", "--tmpfs=/tmp", "--cap-drop=ALL", f"--network={network}"]
    return ["docker", "run", "--rm", *hardened, *given, f"firstline-{service}", *words]


def ended(suite: Composed, service: str, *words: str, **settings: str) -> tuple[int, str]:
    """How it ended, and what it said; never with a traceback."""
    done = suite.run(*start(suite, service, *words, **settings), check=False)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    return done.returncode, said


def addresses(suite: Composed, service: str, password: str, database: str) -> dict[str, str]:
    at = f"postgresql://firstline_{service}:{password}@postgres:5432/{database}"
    prefix = f"FIRSTLINE_{service.upper()}_"
    return {f"{prefix}DATABASE_URL": at, f"{prefix}KAFKA_BOOTSTRAP": "kafka:9092"}


@pytest.mark.parametrize("service", SERVICES)
def test_without_settings_it_names_each_that_is_missing(composed: Composed, service: str) -> None:
    code, said = ended(composed, service)
    assert code == 2
    for name in ("DATABASE_URL", "KAFKA_BOOTSTRAP"):
        assert f"FIRSTLINE_{service.upper()}_{name}" in said


@pytest.mark.parametrize("word", ["serve", "migrate"])
def test_with_a_wrong_password_it_says_what_the_server_says(composed: Composed, word: str) -> None:
    code, said = ended(
        composed, "triage", word, **addresses(composed, "triage", "wrong", "firstline")
    )
    assert code == 1
    assert "password authentication failed" in said
    assert "wrong" not in said.replace("is wrong", "")


def test_roles_with_a_wrong_password_end_at_once(composed: Composed) -> None:
    passwords = {f"FIRSTLINE_PASSWORD_{name.upper()}": "x" for name in (*SERVICES, "analyst")}
    wrong = "postgresql://postgres:wrong@postgres:5432/postgres"
    code, said = ended(composed, "intake", "roles", FIRSTLINE_STEP_DATABASE_URL=wrong, **passwords)
    assert (code, "password authentication failed" in said) == (1, True)


@pytest.fixture
def empty_database(composed: Composed) -> Iterator[str]:
    """Another database of the same server, with the roles' rights and no table."""
    name, roles = "half_migrated", (*SERVICES, "analyst")
    passwords = {f"firstline_{role}": composed.password(role) for role in roles}
    provision(composed.database_url(), passwords, name)
    yield name
    with psycopg.connect(composed.database_url(), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_killed_in_the_middle_of_a_migration_it_begins_anew(
    composed: Composed, empty_database: str
) -> None:
    settings = addresses(composed, "intake", composed.password("intake"), empty_database)
    with psycopg.connect(composed.database_url("intake", empty_database)) as rival:
        # somebody makes one of the last tables: the migration waits there, half done
        rival.execute(f"CREATE TABLE {LATE_TABLE} (a int)".encode())
        running = subprocess.Popen(
            start(composed, "intake", "migrate", **settings), env=composed.env
        )
        eventually(lambda: _waits(composed), "the migration waits for the rival")
        _kill_what_migrates(composed)
        assert running.wait(60) == 137
        rival.rollback()
    code, said = ended(composed, "intake", "migrate", **settings)
    assert (code, _applied(said) > 0) == (0, True), said
    code, said = ended(composed, "intake", "migrate", **settings)
    assert (code, _applied(said)) == (0, 0), said


def _waits(suite: Composed) -> bool:
    with psycopg.connect(suite.database_url()) as admin:
        row = admin.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return row is not None and row[0] > 0


def _kill_what_migrates(suite: Composed) -> None:
    listed = suite.run("docker", "ps", "--no-trunc", "--format", "{{.ID}} {{.Command}}").stdout
    [migrating] = [line.split()[0] for line in listed.splitlines() if "migrate" in line]
    suite.run("docker", "kill", "--signal", "KILL", migrating)


def _applied(said: str) -> int:
    found = re.search(r"intake: (\d+) migration\(s\) applied", said)
    return int(found[1]) if found else -1


def test_started_before_its_database_it_waits_for_it(composed: Composed) -> None:
    composed.compose("stop", "triage", "postgres")
    restarts = composed.inspect("triage")["RestartCount"]
    composed.run("docker", "start", composed.container("triage"))
    eventually(lambda: composed.inspect("triage")["RestartCount"] > restarts, "triage tries again")
    assert "triage can't serve: " in composed.logs("triage")
    composed.compose("start", "postgres")
    for name in SERVICES:
        eventually(lambda name=name: composed.is_healthy(name), f"{name} is ready")  # type: ignore[misc]


def test_a_misspelt_key_is_refused_by_its_name(composed: Composed) -> None:
    text = (composed.folder / "docker-compose.yml").read_text()
    (composed.folder / "misspelt.yml").write_text(text.replace("mem_limit", "mem_limits", 1))
    done = composed.compose("--file", "misspelt.yml", "config", "--quiet", check=False)
    assert (done.returncode != 0, "mem_limits" in done.stderr) == (True, True)


def test_without_secrets_compose_says_how_to_draw_them(composed: Composed) -> None:
    done = composed.compose("--env-file", "/dev/null", "config", "--quiet", check=False)
    assert (done.returncode != 0, "deploy/new-secrets.sh" in done.stderr) == (True, True)
