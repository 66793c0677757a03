"""A mistake ends in one message, its remedy and exit code 1; never in a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from firstline_console import main as console
from firstline_console.boundary import UserError, report_and_exit
from firstline_local.errors import LocalError

FIRSTLINE = Path(sys.executable).with_name("firstline")


def outcome(error: BaseException, capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended, report_and_exit():
        raise error
    return ended.value.code, capsys.readouterr().err


@pytest.mark.parametrize("kind", [UserError, LocalError])
def test_a_mistake_is_told_with_its_remedy(
    kind: type[UserError] | type[LocalError], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = outcome(kind("no such file.", "name another one."), capsys)
    assert code == 1
    assert said == "firstline: no such file.\n  what to do: name another one.\n"


def test_an_unexpected_error_names_its_place_and_how_to_see_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, said = outcome(ZeroDivisionError("division by zero"), capsys)
    assert code == 1
    assert "ZeroDivisionError: division by zero" in said
    assert "FIRSTLINE_TRACEBACK=1" in said
    assert "Traceback" not in said


def test_an_unexpected_error_shows_everything_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError), report_and_exit():
        raise ZeroDivisionError


def test_an_interruption_ends_quietly_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(KeyboardInterrupt(), capsys) == (130, "firstline: interrupted.\n")


class Broken:
    name = "nowhere"
    value = "firstline_nowhere:register"

    def load(self) -> None:
        raise ImportError("No module named 'firstline_nowhere'")


class Sound:
    name = "hello"
    value = "firstline_somewhere:register"

    def load(self) -> object:
        return lambda app: app.command("hello")(lambda: typer.echo("hello"))


def test_a_broken_member_does_not_take_the_other_commands_with_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "_commands", lambda: [Broken(), Sound()])
    app = console.build_app()
    assert [command.name for command in app.registered_commands] == ["hello"]
    assert "firstline_nowhere" in capsys.readouterr().err


def test_a_command_is_not_kept_waiting_by_what_other_members_import(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "_commands", lambda: [Broken(), Sound()])
    app = console.build_app("hello")
    assert [command.name for command in app.registered_commands] == ["hello"]
    assert capsys.readouterr().err == ""


def test_the_command_says_its_version() -> None:
    said = subprocess.run([FIRSTLINE, "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("firstline 0.")


def test_without_a_command_it_says_what_there_is() -> None:
    said = subprocess.run([FIRSTLINE], capture_output=True, text=True, check=False)
    for command in ("up", "down", "status", "logs", "psql", "clean"):
        assert f" {command} " in said.stdout
