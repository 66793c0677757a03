"""The manifests agree with Kubernetes and with the services' settings, without a cluster."""

from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
from ruamel.yaml import YAML

from firstline_container.services import SERVICES
from tests.support.deployment import (
    MANIFESTS,
    documents,
    kind,
    manifests,
    read_by,
    read_yaml,
    required_by,
    with_every_choice,
)  # fmt: skip

VERSIONS = ("1.31", "1.34")
"""The oldest Kubernetes that is tried, and a newer one."""
FILES = [path for path in sorted(MANIFESTS.rglob("*.yaml")) if path.name != "kustomization.yaml"]


def pod(resource: dict[str, Any]) -> dict[str, Any]:
    return dict(resource["spec"]["template"]["spec"])


def containers() -> dict[str, dict[str, Any]]:
    """Every container of every pod, by its name."""
    pods = [pod(each) for each in manifests() if "template" in each.get("spec", {})]
    found = [each for one in pods for each in (*one.get("initContainers", ()), *one["containers"])]
    return {each["name"]: each for each in found}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_kubernetes_would_take_a_manifest(path: Path, version: str) -> None:
    for document in documents(path):
        kubernetes_validate.validate(document, version, strict=True)


def test_a_misspelt_key_would_be_found() -> None:
    wrong = {**kind("Deployment")["intake"]}
    wrong["spec"] = {**wrong["spec"], "replica": 2}
    with pytest.raises(kubernetes_validate.ValidationError, match="replica"):
        kubernetes_validate.validate(wrong, VERSIONS[0], strict=True)


def test_every_file_is_part_of_the_base_or_of_an_overlay_or_component() -> None:
    places = (MANIFESTS / part for part in ("overlays", "components"))
    for folder in (MANIFESTS / "base", *(each for place in places for each in place.iterdir())):
        text = with_every_choice((folder / "kustomization.yaml").read_text())
        listed = YAML(typ="safe").load(text).get("resources", ())
        assert {name for name in listed if "/" not in name} == {
            path.name for path in folder.glob("*.yaml")
        } - {"kustomization.yaml"}


def test_every_service_has_what_a_service_has() -> None:
    for wanted in ("Deployment", "Service", "PodDisruptionBudget"):
        assert set(kind(wanted)) == set(SERVICES), wanted


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_reached_and_probed_where_it_listens(service: str) -> None:
    [container] = pod(kind("Deployment")[service])["containers"]
    assert container["ports"] == [{"name": "http", "containerPort": SERVICES[service]}]
    assert kind("Service")[service]["spec"]["ports"][0]["port"] == SERVICES[service]
    annotations = kind("Deployment")[service]["spec"]["template"]["metadata"]["annotations"]
    assert annotations["prometheus.io/port"] == str(SERVICES[service])
    probes = ("startup", "liveness", "readiness")
    asked = {probe: container[f"{probe}Probe"]["httpGet"] for probe in probes}
    live, ready = ({"path": f"/health/{word}", "port": "http"} for word in ("live", "ready"))
    assert asked == {"startup": live, "liveness": live, "readiness": ready}


@pytest.mark.parametrize("name", [*SERVICES, *(f"migrate-{service}" for service in SERVICES)])
def test_each_variable_is_read_and_each_that_is_required_is_given(name: str) -> None:
    service = name.removeprefix("migrate-")
    given = {each["name"] for each in containers()[name]["env"]}
    assert given - read_by(service) == set()
    assert required_by(service) - given == set()
    assert containers()[name]["image"] == f"firstline-{service}"


def test_the_steps_come_before_the_migrations_and_have_every_password() -> None:
    job = pod(kind("Job")["migration"])
    order = [each["name"] for each in (*job["initContainers"], *job["containers"])]
    assert order[:2] == ["roles", "topics"]
    assert set(order[2:]) == {f"migrate-{service}" for service in SERVICES}
    given = {each["name"] for each in containers()["roles"]["env"]}
    assert {f"FIRSTLINE_PASSWORD_{one.upper()}" for one in (*SERVICES, "analyst")} <= given


@pytest.mark.parametrize("name", sorted(containers()))
def test_a_container_may_do_nothing_but_its_work(name: str) -> None:
    one = containers()[name]
    assert one["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert "memory" in one["resources"]["limits"]
    assert set(one["resources"]["requests"]) == {"cpu", "memory"}


@pytest.mark.parametrize("resource", [*kind("Deployment").values(), *kind("Job").values()])
def test_a_pod_is_nobody_and_knows_nothing_of_the_cluster(resource: dict[str, Any]) -> None:
    one = pod(resource)
    assert one["securityContext"]["runAsNonRoot"] is True
    assert one["securityContext"]["runAsUser"] == 10001
    assert one["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert (one["automountServiceAccountToken"], one["serviceAccountName"]) == (False, "firstline")


def test_the_way_in_is_as_wide_as_the_services_and_no_wider() -> None:
    [rule] = kind("NetworkPolicy")["from-the-ways-in"]["spec"]["ingress"]
    assert [each["port"] for each in rule["ports"]] == list(SERVICES.values())
    closed = kind("NetworkPolicy")["nothing"]["spec"]
    assert closed["policyTypes"] == ["Ingress", "Egress"]
    assert not {"ingress", "egress"} & set(closed)


def test_an_overlay_says_where_every_image_is() -> None:
    for folder in (MANIFESTS / "overlays").iterdir():
        images = read_yaml(folder / "kustomization.yaml")["images"]
        assert {each["name"] for each in images} == {f"firstline-{name}" for name in SERVICES}


def test_an_overlay_names_only_variables_that_every_service_reads() -> None:
    for folder in (MANIFESTS / "overlays").iterdir():
        made = read_yaml(folder / "kustomization.yaml")["configMapGenerator"]
        [servers] = [each for each in made if each["name"] == "firstline-servers"]
        named = {each.partition("=")[0] for each in servers["literals"]}
        assert named
        assert [service for service in SERVICES if named - read_by(service)] == []
