"""How PostgreSQL is reached: what the environment may say, and what is refused with which words."""

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from pydantic import ValidationError
from pydantic_settings import SettingsConfigDict

from firstline_chassis.database_settings import DatabaseSettings
from firstline_chassis.settings import read_settings
from tests.support.certificates import Authority

SECRET = "hunter2-and-more"
FAR = f"postgresql://firstline_triage:{SECRET}@db.example:5432/firstline"
NEAR = [
    f"postgresql://firstline_triage:{SECRET}@127.0.0.1/firstline",
    "postgresql:///firstline?host=/run/postgresql",
    "host=localhost dbname=firstline",
]


class Settings(DatabaseSettings):
    model_config = SettingsConfigDict(env_prefix="FIRSTLINE_TRIAGE_", frozen=True)


def say(environment: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        environment.setenv(f"FIRSTLINE_TRIAGE_DATABASE_{name}", value)


def told() -> dict[str, object]:
    return dict(conninfo_to_dict(Settings().database))


def refused() -> str:
    with pytest.raises(ValidationError) as found:
        Settings()
    assert SECRET not in str(found.value)
    return "\n".join(one["msg"] for one in found.value.errors())


@pytest.mark.parametrize("url", NEAR)
def test_on_this_machine_nothing_has_to_be_said(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, URL=url)
    assert "sslmode" not in told()


def test_past_this_machine_somebody_has_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, URL=FAR)
    assert "db.example is another machine" in refused()
    assert "…_DATABASE_SSLMODE=verify-full" in refused()
    say(monkeypatch, SSLMODE="disable")
    assert told()["sslmode"] == "disable"


def test_the_address_may_say_it_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, URL=f"{FAR}?sslmode=require")
    assert told()["sslmode"] == "require"
    say(monkeypatch, SSLMODE="verify-full")
    assert "say it in one place" in refused()


def test_certificates_are_added_to_the_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = Authority(tmp_path, "ours")
    papers = ours.signs("firstline.example")
    say(monkeypatch, URL=FAR, SSLMODE="verify-full", SSLROOTCERT=str(ours.file))
    say(monkeypatch, SSLCERT=str(papers.certificate), SSLKEY=str(papers.key))
    assert told() | {"sslmode": "verify-full", "sslrootcert": str(ours.file)} == told()
    assert (told()["sslcert"], told()["sslkey"]) == (str(papers.certificate), str(papers.key))


def test_a_password_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("a b'c\\d\n")
    say(monkeypatch, URL="postgresql://firstline_triage@localhost/firstline")
    say(monkeypatch, PASSWORD_FILE=str(tmp_path / "password"))
    assert told()["password"] == "a b'c\\d"


def test_one_choice_serves_all_services_but_a_role_has_its_own_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    say(monkeypatch, URL=FAR)
    monkeypatch.setenv("FIRSTLINE_DATABASE_SSLMODE", "require")
    monkeypatch.setenv("FIRSTLINE_DATABASE_PASSWORD_FILE", "/nowhere")
    assert told()["sslmode"] == "require"


WRONG = {
    "whom to trust": ({"SSLMODE": "verify-full"}, "set …_DATABASE_SSLROOTCERT"),
    "no such file": ({"SSLMODE": "require", "SSLROOTCERT": "/nowhere"}, "no file /nowhere"),
    "no such mode": ({"SSLMODE": "on"}, "'verify-full'"),
    "no address": ({"URL": f"http://firstline:{SECRET}@db.example/x"}, "no address of Post"),
    "no password": ({"SSLMODE": "require", "PASSWORD_FILE": "/nowhere"}, "no file /nowhere"),
}


@pytest.mark.parametrize(("change", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_the_remedy(
    change: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, URL=FAR)
    say(monkeypatch, **change)
    assert words in refused()


UNENCODED = ["a@topsecret/b", "a/topsecret", "a@topsecret", "a@topsecret,b", "a@topsecret?b=c"]


@pytest.mark.parametrize("password", UNENCODED)
def test_a_password_that_is_not_encoded_is_told_so_and_no_piece_of_it_is_shown(
    password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, URL=f"postgresql://firstline_admin:{password}@db.example:5432/postgres")
    said = refused()
    assert "`@` and `:` of the password written as %2F, %40 and %3A" in said
    assert "topsecret" not in said


def test_signs_of_the_address_stand_elsewhere_as_they_like(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, URL="postgresql:///firstline?host=/run/postgresql&user=ada@desk")
    assert told()["user"] == "ada@desk"
    say(monkeypatch, URL="postgresql://ada:a%40b%2Fc@localhost/firstline?application_name=a@b")
    assert told()["password"] == "a@b/c"


def test_certificates_without_tls_are_refused_as_they_are_for_kafka(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours = Authority(tmp_path, "ours")
    say(monkeypatch, URL=FAR, SSLMODE="disable", SSLROOTCERT=str(ours.file))
    assert "…_DATABASE_SSLROOTCERT would have no effect with disable" in refused()
    say(monkeypatch, SSLROOTCERT="/nowhere", SSLCERT="/nowhere")
    assert "…_DATABASE_SSLROOTCERT, …_DATABASE_SSLCERT would have no effect" in refused()


def test_a_service_with_wrong_settings_ends_and_names_them_but_not_the_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(monkeypatch, URL=FAR)
    with pytest.raises(SystemExit) as ended:
        read_settings(Settings)
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert "FIRSTLINE_TRIAGE: db.example is another machine" in said
    assert SECRET not in said
