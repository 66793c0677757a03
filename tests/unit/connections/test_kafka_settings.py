"""How Kafka is reached: what the environment may say, and what is refused with which words."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from firstline_chassis.kafka_connection import KafkaConnection, Login
from firstline_local.named_kafka import NamedKafka
from firstline_triage.settings import TriageSettings
from tests.support.certificates import Authority

SECRET = "hunter2-and-more"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "ours")


@pytest.fixture
def sasl(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that is right."""
    say(
        monkeypatch,
        BOOTSTRAP="kafka.example:9094",
        SECURITY_PROTOCOL="SASL_SSL",
        CA_FILE=str(authority.file),
        USERNAME="firstline",
        PASSWORD=SECRET,
    )
    return monkeypatch


def say(environment: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        environment.setenv(f"FIRSTLINE_KAFKA_{name}", value)


def refused() -> str:
    """What is said when the settings are read; it never holds the password."""
    with pytest.raises(ValidationError) as found:
        NamedKafka()
    assert SECRET not in str(found.value)
    return "\n".join(one["msg"] for one in found.value.errors())


def kafka() -> KafkaConnection:
    return NamedKafka().kafka


def test_on_this_machine_plain_text_needs_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, BOOTSTRAP="127.0.0.1:9092,localhost:9093,[::1]:9094")
    assert kafka().protocol == "PLAINTEXT"


def test_past_this_machine_somebody_has_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, BOOTSTRAP="localhost:9092,kafka.example:9092")
    assert "kafka.example:9092 is another machine" in refused()
    assert "…_KAFKA_SECURITY_PROTOCOL=SASL_SSL, SSL, or PLAINTEXT" in refused()
    say(monkeypatch, SECURITY_PROTOCOL="PLAINTEXT")
    assert kafka() == KafkaConnection("localhost:9092,kafka.example:9092")


@pytest.mark.usefixtures("sasl")
def test_a_login_goes_over_tls_by_the_strongest_mechanism() -> None:
    told = kafka()
    assert told.protocol == "SASL_SSL"
    assert told.login == Login("SCRAM-SHA-512", "firstline", SECRET)
    assert told.security()["sasl_mechanism"] == "SCRAM-SHA-512"
    assert told.tls is not None
    assert told.tls.check_hostname


@pytest.mark.usefixtures("sasl")
def test_no_text_form_of_settings_or_connection_shows_the_password() -> None:
    settings = NamedKafka()
    shown = f"{settings!r} {settings} {settings.kafka!r} {settings.kafka} {settings.kafka.login}"
    assert SECRET not in shown


def test_a_password_comes_from_a_file_without_its_line_end(
    sasl: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "password").write_text(f"{SECRET} \n")
    sasl.delenv("FIRSTLINE_KAFKA_PASSWORD")
    say(sasl, PASSWORD_FILE=str(tmp_path / "password"))
    login = kafka().login
    assert login is not None
    assert login.password == f"{SECRET} "


WRONG = {
    "no user": ({"USERNAME": None}, "set …_KAFKA_USERNAME"),
    "no password": ({"PASSWORD": None}, "…_KAFKA_PASSWORD or …_KAFKA_PASSWORD_FILE"),
    "two passwords": ({"PASSWORD_FILE": "/etc/hostname"}, "given twice"),
    "no such file": ({"PASSWORD": None, "PASSWORD_FILE": "/nowhere/p"}, "no file /nowhere/p"),
    "a folder": ({"PASSWORD": None, "PASSWORD_FILE": "/"}, "can't be read"),
    "no CA": ({"CA_FILE": "/nowhere/ca.pem"}, "the CA file: there is no file /nowhere/ca.pem"),
    "no PEM": ({"CA_FILE": __file__}, "holds no certificate in PEM"),
    "another mechanism": ({"SASL_MECHANISM": "PLAIN"}, "SCRAM-SHA-256"),
    "another protocol": ({"SECURITY_PROTOCOL": "SASL_PLAINTEXT"}, "'SSL' or 'SASL_SSL'"),
    "a URL": ({"BOOTSTRAP": f"firstline:{SECRET}@kafka:9094"}, "no URL"),
    "a needless login": ({"SECURITY_PROTOCOL": "SSL"}, "no effect with SSL"),
    "a needless CA": (
        {"SECURITY_PROTOCOL": "PLAINTEXT", "USERNAME": None, "PASSWORD": None},
        "…_KAFKA_CA_FILE would have no effect with PLAINTEXT",
    ),
    "an empty key": ({"CERTIFICATE_FILE": "/dev/null"}, "/dev/null is empty"),
}


@pytest.mark.parametrize(("change", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_the_remedy(
    change: dict[str, str | None], told: str, sasl: pytest.MonkeyPatch
) -> None:
    for name, value in change.items():
        if value is None:
            sasl.delenv(f"FIRSTLINE_KAFKA_{name}")
        else:
            say(sasl, **{name: value})
    assert told in refused()


def test_a_key_of_another_certificate_is_refused(
    sasl: pytest.MonkeyPatch, authority: Authority
) -> None:
    one, other = authority.signs("one.example"), authority.signs("other.example")
    say(sasl, CERTIFICATE_FILE=str(one.certificate), KEY_FILE=str(other.key))
    assert "don't fit together" in refused()
    say(sasl, KEY_FILE=str(one.key))
    assert kafka().tls is not None


def test_a_password_without_tls_can_not_even_be_put_together() -> None:
    with pytest.raises(ValueError, match="TLS alone"):
        KafkaConnection("kafka:9092", login=Login("SCRAM-SHA-256", "firstline", SECRET))


def test_a_services_own_word_counts_before_the_one_for_all(
    sasl: pytest.MonkeyPatch,
) -> None:
    sasl.setenv("FIRSTLINE_TRIAGE_DATABASE_URL", "postgresql://t:p@127.0.0.1/firstline")
    sasl.setenv("FIRSTLINE_TRIAGE_KAFKA_BOOTSTRAP", "kafka.example:9094")
    sasl.setenv("FIRSTLINE_TRIAGE_KAFKA_USERNAME", "triage")
    sasl.setenv("FIRSTLINE_HTTP_PORT", "1")
    settings = TriageSettings()
    assert settings.kafka.login == Login("SCRAM-SHA-512", "triage", SECRET)
    assert settings.http_port == 8002, "only how servers are reached is said for all"


def test_the_address_of_the_broker_is_said_to_each_service(sasl: pytest.MonkeyPatch) -> None:
    sasl.setenv("FIRSTLINE_TRIAGE_DATABASE_URL", "postgresql://t:p@127.0.0.1/firstline")
    with pytest.raises(ValidationError, match="kafka_bootstrap"):
        TriageSettings()
