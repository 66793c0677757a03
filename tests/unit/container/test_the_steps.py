"""The steps before the services, where they refuse."""

import pytest

from firstline_chassis.errors import CannotServe
from firstline_container.settings import read_passwords
from firstline_container.steps import patiently
from tests.unit.container.test_the_entrance import run

NOWHERE = "postgresql://postgres:secret@127.0.0.1:9/postgres"
PASSWORDS = {
    f"FIRSTLINE_PASSWORD_{role}": "x"
    for role in ("INTAKE", "TRIAGE", "ESCALATION", "KB", "REPORTING", "ANALYST")
}


def test_the_topics_need_a_broker_by_name() -> None:
    done = run("topics")
    assert done.returncode == 2
    assert "FIRSTLINE_STEP_KAFKA_BOOTSTRAP: Field required" in done.stderr


@pytest.mark.parametrize("partitions", ["0", "many"])
def test_a_number_of_partitions_that_is_none_is_refused(partitions: str) -> None:
    done = run(
        "topics",
        FIRSTLINE_STEP_KAFKA_BOOTSTRAP="127.0.0.1:9",
        FIRSTLINE_STEP_PARTITIONS=partitions,
    )
    assert (done.returncode, "FIRSTLINE_STEP_PARTITIONS" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("step", "server"), [("roles", "the database"), ("topics", "Kafka at 127.0.0.1:9")]
)
def test_a_server_that_never_answers_ends_the_wait_with_its_name(step: str, server: str) -> None:
    done = run(
        step,
        FIRSTLINE_STEP_DATABASE_URL=NOWHERE,
        FIRSTLINE_STEP_KAFKA_BOOTSTRAP="127.0.0.1:9",
        FIRSTLINE_STEP_PATIENCE="0",
        **PASSWORDS,
    )
    assert done.returncode == 1
    assert f"the step {step} can't be done" in done.stderr
    assert server in done.stderr or "127.0.0.1" in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


def test_each_role_whose_password_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PASSWORDS:
        monkeypatch.setenv(name, "x")
    monkeypatch.delenv("FIRSTLINE_PASSWORD_TRIAGE")
    monkeypatch.setenv("FIRSTLINE_PASSWORD_ANALYST", "")
    with pytest.raises(CannotServe, match="PASSWORD_TRIAGE, FIRSTLINE_PASSWORD_ANALYST: set"):
        read_passwords()


def test_a_step_goes_on_once_the_server_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstline_container.steps._AGAIN_SECONDS", 0)
    refusals = [OSError("not yet"), OSError("not yet")]

    def act() -> str:
        if refusals:
            raise refusals.pop()
        return "done"

    assert patiently(act, OSError, 60) == "done"
