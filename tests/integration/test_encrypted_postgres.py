"""PostgreSQL over TLS: a service works over it, and each refusal says what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from psycopg.conninfo import make_conninfo

from firstline_chassis.database_trouble import trouble_with
from firstline_events.vocabulary import Level
from tests.support.certificates import Authority
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener, publish
from tests.support.tickets import Ticket
from tests.support.tls_front import tls_front
from tests.support.triage import ASSESSMENTS, INTAKE

pytestmark = pytest.mark.integration


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    return Authority(tmp_path, "ours")


def port_of(url: str) -> int:
    port = urlsplit(url).port
    assert port is not None
    return port


@pytest.fixture
def secure(database: Database, ours: Authority) -> Iterator[str]:
    """The address of triage's database behind TLS, for `localhost` alone."""
    url = database.url("triage")
    with tls_front(port_of(url), ours.signs("localhost")) as port:
        yield url.replace(f"127.0.0.1:{port_of(url)}", f"localhost:{port}")


def test_pools_relay_and_migrations_work_over_verified_tls(
    database: Database, fresh_topics: Callable[..., None], secure: str, ours: Authority,
    tmp_path: Path,
) -> None:  # fmt: skip
    fresh_topics(INTAKE, ASSESSMENTS)
    bootstrap, ticket = database.servers.kafka_bootstrap, Ticket("INC1")
    settings = {"database_sslmode": "verify-full", "database_sslrootcert": str(ours.file)}
    triage = Process("triage", database, tmp_path, migrate=True, database_url=secure, **settings)
    answers = Listener(bootstrap, ASSESSMENTS)
    try:
        triage.start()
        publish(bootstrap, [ticket.opens(), ticket.is_classified(Level.LOW, Level.LOW)])
        (answer,) = answers.count(1)
        assert answer["subject"] == str(ticket.id)
        triage.stop()
    finally:
        triage.close()
        answers.close()


def test_the_authorities_of_the_system_are_those_that_the_environment_names(
    secure: str, ours: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_conninfo(secure, sslmode="verify-full", sslrootcert="system")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    assert "certificate verify failed" in str(trouble_with(url))
    monkeypatch.setenv("SSL_CERT_FILE", str(ours.file))
    assert trouble_with(url) == ""


CASES: dict[str, tuple[dict[str, str], str, str]] = {
    "an authority that we do not know": (
        {"sslrootcert": "stranger"}, "certificate verify failed", "…_DATABASE_SSLROOTCERT"
    ),
    "a name that the certificate lacks": (
        {"hostname": "127.0.0.1"}, "does not match host name", "name the server in …_DATABASE_URL"
    ),
    "no TLS where it is wanted": (
        {"sslmode": "disable"}, "no encryption", "set …_DATABASE_SSLMODE=verify-full"
    ),
    "a wrong password": (
        {"password": "wrong"}, "password authentication failed", "is the password in"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "reason", "remedy"), CASES.values(), ids=CASES)
def test_a_refusal_is_told_with_the_remedy(
    change: dict[str, str], reason: str, remedy: str, secure: str, ours: Authority, tmp_path: Path
) -> None:
    files = {"stranger": Authority(tmp_path, "stranger").file, "ours": ours.file}
    host = change.get("hostname", "localhost")
    settings: dict[str, Any] = {
        "sslmode": change.get("sslmode", "verify-full"),
        "sslrootcert": files[change.get("sslrootcert", "ours")],
        **({"password": change["password"]} if "password" in change else {}),
    }
    told = trouble_with(make_conninfo(secure.replace("localhost", host), **settings))
    assert reason in told
    assert remedy in told


def test_an_expired_certificate_is_told(database: Database, ours: Authority) -> None:
    url, expired = database.url("triage"), ours.signs("localhost", expired=True)
    with tls_front(port_of(url), expired) as port:
        far = url.replace(f"127.0.0.1:{port_of(url)}", f"localhost:{port}")
        told = trouble_with(make_conninfo(far, sslmode="verify-full", sslrootcert=str(ours.file)))
    assert "certificate has expired" in told or "certificate verify failed" in told
    assert "see that it has not expired" in told


def test_a_server_that_wants_a_certificate_gets_one_or_says_so(
    database: Database, ours: Authority
) -> None:
    url, client = database.url("triage"), ours.signs("firstline.example")
    with tls_front(port_of(url), ours.signs("localhost"), clients=ours.file) as port:
        far = make_conninfo(
            url.replace(f"127.0.0.1:{port_of(url)}", f"localhost:{port}"),
            sslmode="verify-full",
            sslrootcert=str(ours.file),
        )
        assert "set …_DATABASE_SSLCERT" in trouble_with(far)
        files = {"sslcert": str(client.certificate), "sslkey": str(client.key)}
        assert trouble_with(make_conninfo(far, **files)) == ""
        client.key.chmod(0o644)
        assert "chmod 600" in trouble_with(make_conninfo(far, **files))


def test_a_server_without_tls_is_told_before_and_while_serving(
    database: Database, ours: Authority, tmp_path: Path
) -> None:
    settings = {"database_sslmode": "verify-full", "database_sslrootcert": str(ours.file)}
    triage = Process("triage", database, tmp_path, migrate=False, **settings)
    for words in (["migrate"], ["serve", "--role", "api"]):
        said = triage.run(*words, expect=1).stderr
        assert f"triage can't {words[0]}: " in said
        assert "server does not support SSL" in said
        assert "switch `ssl` on at the server, or set …_DATABASE_SSLMODE to disable" in said
        assert database.servers.passwords["firstline_triage"] not in said
