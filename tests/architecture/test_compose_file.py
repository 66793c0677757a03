"""docker-compose.yml agrees with the services' settings, without a container engine."""

import re

import pytest

from firstline_container.services import SERVICES
from firstline_local.jars import KAFKA
from firstline_local.postgres import VERSION
from tests.support.deployment import COMPOSE, compose_services, read_by, required_by
from tests.support.pages import ROOT

FILE = compose_services()
STEPS = ["roles", "topics", *(f"migrate-{service}" for service in SERVICES)]


def test_every_service_is_there_with_its_migration() -> None:
    assert {*SERVICES, *STEPS, "postgres", "kafka"} == {
        name for name, one in FILE.items() if "profiles" not in one
    }


@pytest.mark.parametrize("name", [*SERVICES, *(f"migrate-{service}" for service in SERVICES)])
def test_each_variable_is_read_and_each_that_is_required_is_given(name: str) -> None:
    service, given = name.removeprefix("migrate-"), set(FILE[name]["environment"])
    assert given - read_by(service) == set()
    assert required_by(service) - given == set()


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_published_where_it_listens_and_to_this_machine_alone(service: str) -> None:
    [published] = FILE[service]["ports"]
    name, port = f"FIRSTLINE_PORT_{service.upper()}", SERVICES[service]
    assert published == f"127.0.0.1:${{{name}:-{port}}}:{port}"


def test_nothing_at_all_is_published_to_others() -> None:
    published = [port for one in FILE.values() for port in one.get("ports", ())]
    assert len(published) >= 7
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_only_the_images_allow_to_listen_for_others() -> None:
    assert "INSECURE_BIND" not in COMPOSE.read_text()


@pytest.mark.parametrize("service", SERVICES)
def test_the_image_is_built_for_its_service_and_checks_its_own_health(service: str) -> None:
    assert FILE[service]["build"]["args"] == {"SERVICE": service}
    assert "healthcheck" not in FILE[service]  # the image's own asks the port of the settings


@pytest.mark.parametrize("name", [*SERVICES, *STEPS])
def test_our_containers_are_hardened(name: str) -> None:
    one = FILE[name]
    assert (one["read_only"], one["tmpfs"], one["cap_drop"]) == (True, ["/tmp"], ["ALL"])  # noqa: S108
    assert one["security_opt"] == ["no-new-privileges:true"]
    assert one["mem_limit"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_waits_for_its_steps_starts_again_and_has_time_to_stop(service: str) -> None:
    one = FILE[service]
    done, healthy = "service_completed_successfully", "service_healthy"
    waits = {name: each["condition"] for name, each in one["depends_on"].items()}
    assert waits == {"kafka": healthy, "topics": done, f"migrate-{service}": done}
    assert (one["restart"], one["stop_grace_period"]) == ("unless-stopped", "25s")


def test_the_servers_are_those_of_the_suite_on_one_machine() -> None:
    assert FILE["kafka"]["image"] == f"apache/kafka:{KAFKA.rpartition(':')[2]}"
    assert FILE["postgres"]["image"].partition(":")[2].partition(".")[0] == str(VERSION)


def test_every_image_of_others_has_a_version() -> None:
    others = [one["image"] for one in FILE.values() if not one["image"].startswith("firstline-")]
    pinned = re.compile(r"[\w./-]+:v?\d+\.\d+[.\d]*")
    assert [image for image in others if not pinned.fullmatch(image)] == []


def test_no_secret_has_a_default_and_each_is_drawn() -> None:
    text, drawn = COMPOSE.read_text(), (ROOT / "deploy" / "new-secrets.sh").read_text()
    asked = set(re.findall(r"\$\{FIRSTLINE_((?:PASSWORD|LINK_SECRET)\w*)", text))
    assert {name for name in asked if name not in drawn} == set()
    assert re.findall(r"\$\{FIRSTLINE_(?:PASSWORD|LINK_SECRET)\w*:-", text) == []
    assert len(asked) == len(SERVICES) + 4
