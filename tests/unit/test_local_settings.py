"""What the suite draws, remembers and hands to its services."""

import hashlib
import stat
from pathlib import Path

import pytest

from firstline_local import accounts, layout
from firstline_local.environment import service_env
from firstline_local.errors import LocalError
from firstline_local.jars import check, expected_sums
from firstline_local.java import major_version
from firstline_local.layout import Layout
from firstline_local.passwords import ROLES, load_or_create
from firstline_local.places import port_base, ports_from
from firstline_local.positions import lag_of
from firstline_local.provision import in_database, role_url
from firstline_local.psql import connection_env, find_program
from firstline_local.servers import Servers

ADMIN = "postgresql://postgres:secret@127.0.0.1:5433/postgres"
SERVERS = Servers(ADMIN, "127.0.0.1:9092", dict.fromkeys(ROLES, "p/w"))


def test_passwords_are_drawn_once_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    drawn = load_or_create(file)
    assert load_or_create(file) == drawn
    assert set(drawn) == set(ROLES)
    assert len(set(drawn.values())) == len(ROLES)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_damaged_passwords_are_refused_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    file.write_text("{")
    with pytest.raises(LocalError, match="can't be read") as refused:
        load_or_create(file)
    assert "make clean" in refused.value.remedy


def test_a_role_reaches_the_database_on_the_administrators_server() -> None:
    url = role_url(ADMIN, "firstline_intake", "a/b@c")
    assert url == "postgresql://firstline_intake:a%2Fb%40c@127.0.0.1:5433/firstline"


def test_another_database_keeps_server_and_user() -> None:
    assert in_database(ADMIN, "x") == "postgresql://postgres:secret@127.0.0.1:5433/x"


def test_a_service_finds_its_own_role_and_port_in_its_environment(tmp_path: Path) -> None:
    env = service_env("triage", SERVERS, 8002, Layout.at(tmp_path))
    assert env["FIRSTLINE_TRIAGE_DATABASE_URL"].startswith("postgresql://firstline_triage:p%2Fw@")
    assert env["FIRSTLINE_TRIAGE_KAFKA_BOOTSTRAP"] == "127.0.0.1:9092"
    assert env["FIRSTLINE_TRIAGE_HTTP_PORT"] == "8002"
    assert "secret" not in "".join(value for name, value in env.items() if "FIRSTLINE" in name)


def test_the_suite_keeps_files_and_the_secret_of_links_among_its_data(tmp_path: Path) -> None:
    env = service_env("intake", SERVERS, 8001, Layout.at(tmp_path))
    assert env["FIRSTLINE_INTAKE_ATTACHMENTS"] == str(tmp_path / "attachments")
    secret = Path(env["FIRSTLINE_INTAKE_LINK_SECRET_FILE"])
    drawn = secret.read_text()
    assert secret.stat().st_mode & 0o077 == 0
    assert len(drawn.strip()) >= 32
    service_env("intake", SERVERS, 8001, Layout.at(tmp_path))
    assert secret.read_text() == drawn


def test_an_address_in_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTLINE_TRIAGE_KAFKA_BOOTSTRAP", "elsewhere:9092")
    env = service_env("triage", SERVERS, 8002, Layout.at(tmp_path))
    assert env["FIRSTLINE_TRIAGE_KAFKA_BOOTSTRAP"] == "elsewhere:9092"


def test_services_listen_above_the_base_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_PORT_BASE", "9000")
    assert ports_from(port_base())["reporting"] == 9005


@pytest.mark.parametrize("given", ["", "0", "-1", "many", "65535", "1e4"])
def test_a_base_that_is_no_port_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_PORT_BASE", given)
    with pytest.raises(LocalError, match="is no port"):
        port_base()


def test_what_is_in_use_is_told_without_the_password() -> None:
    told = SERVERS.describe()
    assert "127.0.0.1:5433" in told
    assert "127.0.0.1:9092" in told
    assert "secret" not in told


def test_psql_gets_the_password_by_its_environment() -> None:
    env = connection_env(role_url(ADMIN, "firstline_analyst", "a/b"))
    assert env["PGPASSWORD"] == "a/b"
    assert env["PGUSER"] == "firstline_analyst"
    assert env["PGDATABASE"] == "firstline"


def test_psql_gets_what_the_address_says_of_tls_by_its_environment() -> None:
    url = role_url(f"{ADMIN}?sslmode=verify-full&sslrootcert=/etc/ca.pem", "firstline_kb", "x")
    env = connection_env(url)
    assert (env["PGSSLMODE"], env["PGSSLROOTCERT"]) == ("verify-full", "/etc/ca.pem")


def test_only_programs_of_postgresql_are_found_as_such() -> None:
    assert find_program("pg_dump").parent == find_program("pg_restore").parent
    for name in ("../../bin/sh", "no-such-program"):
        with pytest.raises(LocalError, match="no program"):
            find_program(name)


def test_a_folder_that_can_not_be_made_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LocalError, match="can't be written") as refused:
        Layout.at(tmp_path / "file" / "below").prepare()
    assert "FIRSTLINE_LOCAL_DIR" in refused.value.remedy


def test_a_full_disk_is_refused_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "NEEDED_BYTES", 2**62)
    with pytest.raises(LocalError, match="almost full"):
        Layout.at(tmp_path).prepare()


def test_forgetting_deletes_the_data_and_keeps_the_cache(tmp_path: Path) -> None:
    made = Layout(tmp_path / "data", tmp_path / "data" / "cache")
    made.prepare()
    load_or_create(made.passwords)
    (made.cache / "kept").touch()
    made.forget()
    assert not made.passwords.exists()
    assert not made.run.exists()
    assert (made.cache / "kept").exists()


def test_data_that_another_user_can_not_reach_moves_to_the_temp_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    moved = accounts.data_folder(closed / "postgres", (65534, 65534))
    assert moved.parent.name.startswith("firstline-")
    assert not moved.parent.exists(), "looking creates nothing"
    assert accounts.data_folder(closed / "postgres", None) == closed / "postgres"


def test_every_jar_must_have_the_committed_sum(tmp_path: Path) -> None:
    jar = tmp_path / "a.jar"
    jar.write_bytes(b"content")
    good = hashlib.sha256(b"content").hexdigest()
    check([jar], {"a.jar": good})
    for wrong in ({"a.jar": "0" * 64}, {}, {"a.jar": good, "b.jar": good}):
        with pytest.raises(LocalError, match=r"a\.jar|b\.jar"):
            check([jar], wrong)


def test_the_committed_list_names_kafka_and_its_logging() -> None:
    names = expected_sums().keys()
    assert {"kafka_2.13-4.3.1.jar", "kafka-clients-4.3.1.jar"} <= names
    assert any(name.startswith("log4j-slf4j-impl") for name in names)


@pytest.mark.parametrize(
    ("text", "major"),
    [('openjdk version "17.0.15" 2025', 17), ('java version "1.8.0_292"', 8), ("what?", 0)],
)
def test_the_version_of_a_java_is_read_from_its_words(text: str, major: int) -> None:
    assert major_version(text) == major


def test_lag_counts_only_the_topics_that_a_group_reads() -> None:
    ends = {("inbound-ticket-v1", 0): 10, ("intake-ticket-v1", 0): 7, ("intake-ticket-v1", 1): 2}
    assert lag_of("intake", ends, {("inbound-ticket-v1", 0): 4}) == 6
    assert lag_of("triage", ends, {("intake-ticket-v1", 0): 7}) == 2
