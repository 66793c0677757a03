"""What an overlay may choose: components, ports, the help site; built where `kubectl` is."""

import re
import shutil
import subprocess
from itertools import chain
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
    read_by,
    read_yaml,
    with_every_choice,
)  # fmt: skip

EXAMPLE = MANIFESTS / "overlays" / "example"
COMPONENTS = sorted(path.name for path in (MANIFESTS / "components").iterdir())
Resources = dict[tuple[str, str], dict[str, Any]]
built = pytest.mark.skipif(
    shutil.which("kubectl") is None,
    reason="kubectl is not on PATH: overlays and components are read here, but not built",
)


def build(folder: Path) -> Resources:
    done = subprocess.run(
        ["kubectl", "kustomize", str(folder)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = [dict(each) for each in YAML(typ="safe").load_all(done.stdout)]
    return {(each["kind"], each["metadata"]["name"]): each for each in found}


def example(tmp_path: Path, *components: str) -> Resources:
    """The example with these components and no other choice."""
    shutil.copytree(MANIFESTS, tmp_path / "k8s")
    file = tmp_path / "k8s" / "overlays" / "example" / "kustomization.yaml"
    listed = "".join(f"  - ../../components/{name}\n" for name in components)
    file.write_text(f"{file.read_text()}\ncomponents:\n{listed}")
    return build(file.parent)


def of_kind(found: Resources, wanted: str) -> dict[str, dict[str, Any]]:
    return {name: each for (one, name), each in found.items() if one == wanted}


def open_ports(policy: dict[str, Any]) -> set[int]:
    return {each["port"] for rule in policy["spec"]["egress"] for each in rule["ports"]}


def choices() -> dict[str, Any]:
    """The example with all that it offers."""
    text = (EXAMPLE / "kustomization.yaml").read_text()
    return dict(YAML(typ="safe").load(with_every_choice(text)))


def test_the_example_offers_every_component() -> None:
    assert sorted(Path(each).name for each in choices()["components"]) == COMPONENTS


def test_what_a_patch_is_for_is_in_the_base_or_in_a_component() -> None:
    components = [
        read_yaml(MANIFESTS / "components" / name / "kustomization.yaml") for name in COMPONENTS
    ]
    for patch in chain(*(each.get("patches", ()) for each in (choices(), *components))):
        target = patch["target"]
        assert kind(target["kind"]), target
        added = {name for one, name in in_components() if one == target["kind"]}
        assert target.get("name", "") in ("", *kind(target["kind"]), *added), target
        assert YAML(typ="safe").load(patch["patch"])


def in_components() -> Resources:
    """What components add to the base."""
    files = (MANIFESTS / "components").glob("*/*.yaml")
    found = [one for path in files if path.name != "kustomization.yaml" for one in documents(path)]
    return {(each["kind"], each["metadata"]["name"]): each for each in found}


def test_filling_topics_again_is_for_every_service_what_migrating_is_with_another_word() -> None:
    refill, migration = in_components()["Job", "refill"], kind("Job")["migration"]
    refills, migrates = by_service(refill, "refill"), by_service(migration, "migrate")
    assert refills == migrates
    assert set(refills) == set(SERVICES)
    assert around_containers(refill) == around_containers(migration)
    labels = refill["spec"]["template"]["metadata"]["labels"]
    assert labels["app.kubernetes.io/part-of"] == "firstline"


def around_containers(job: dict[str, Any]) -> dict[str, Any]:
    pod = job["spec"]["template"]["spec"]
    return {key: value for key, value in pod.items() if not key.endswith("ontainers")}


def by_service(job: dict[str, Any], word: str) -> dict[str, Any]:
    """The containers that do this, by their services, without the word."""
    pod = job["spec"]["template"]["spec"]
    return {
        each["name"].removeprefix(f"{word}-"): each | {"name": "", "args": []}
        for each in (*pod["initContainers"], *pod["containers"])
        if each["args"] == [word]
    }


def test_the_ports_that_the_example_opens_are_those_of_its_servers() -> None:
    [ports] = read_yaml(EXAMPLE / "kustomization.yaml")["patches"]
    [operation] = YAML(typ="safe").load(ports["patch"])
    opened = {each["port"] for each in operation["value"]}
    [address] = re.findall(
        r"KAFKA_BOOTSTRAP=\S+:(\d+)", (EXAMPLE / "kustomization.yaml").read_text()
    )
    assert {5432, int(address)} <= opened


def test_the_public_reaches_the_help_pages_and_nothing_else_of_the_desk() -> None:
    ingress, policy = documents(EXAMPLE / "help-site.yaml")
    assert policy["spec"]["podSelector"] == {"matchLabels": {"app.kubernetes.io/name": "kb"}}
    [way] = policy["spec"]["ingress"]
    assert way["ports"] == [{"protocol": "TCP", "port": 8004}]
    [rule] = ingress["spec"]["rules"]
    paths = {each["path"]: each["pathType"] for each in rule["http"]["paths"]}
    assert [path for path, how in paths.items() if how == "Prefix"] == ["/help"]
    assert {"/robots.txt", "/sitemap.xml"} <= set(paths)
    assert not [path for path in paths if path.startswith(("/v1", "/docs", "/health", "/metrics"))]
    services = [each["backend"]["service"] for each in rule["http"]["paths"]]
    assert all(each == {"name": "kb", "port": {"name": "http"}} for each in services)
    assert f"KB_PUBLIC_URL=https://{rule['host']}" in (EXAMPLE / "kustomization.yaml").read_text()


@built
@pytest.mark.parametrize("chosen", [(), *((name,) for name in COMPONENTS), tuple(COMPONENTS)])
def test_kubernetes_would_take_the_example_with_its_components(
    tmp_path: Path, chosen: tuple[str, ...]
) -> None:
    for resource in example(tmp_path, *chosen).values():
        kubernetes_validate.validate(resource, "1.31", strict=True)


@built
def test_kubernetes_would_take_the_example_with_every_choice(tmp_path: Path) -> None:
    shutil.copytree(MANIFESTS, tmp_path / "k8s")
    file = tmp_path / "k8s" / "overlays" / "example" / "kustomization.yaml"
    file.write_text(with_every_choice(file.read_text()))
    found = build(file.parent)
    assert ("Ingress", "help-site") in found
    for resource in found.values():
        kubernetes_validate.validate(resource, "1.31", strict=True)


@built
def test_with_an_object_store_intake_has_no_volume_and_reaches_the_store_alone(
    tmp_path: Path,
) -> None:
    found = example(tmp_path, "object-store")
    assert not of_kind(found, "PersistentVolumeClaim")
    pod = found["Deployment", "intake"]["spec"]["template"]["spec"]
    assert {each["name"] for each in pod["volumes"]} == {"temp", "trust"}
    [container] = pod["containers"]
    assert {each["name"] for each in container["volumeMounts"]} == {"temp", "trust"}
    [where] = [each for each in container["env"] if each["name"].endswith("_ATTACHMENTS")]
    assert where["name"] in read_by("intake")
    assert where["valueFrom"] == {"configMapKeyRef": {"name": "firstline", "key": "ATTACHMENTS"}}
    assert {"secretRef": {"name": "firstline-attachments"}} in container["envFrom"]
    reaching = {n: p for n, p in of_kind(found, "NetworkPolicy").items() if p["spec"].get("egress")}
    [to_the_store] = [each for each in reaching.values() if 443 in open_ports(each)]
    assert to_the_store["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/name"] == "intake"


@built
def test_on_a_single_node_each_service_is_one_pod_that_a_drain_may_take(tmp_path: Path) -> None:
    found = example(tmp_path, "single-node")
    deployments = of_kind(found, "Deployment")
    assert {name: each["spec"]["replicas"] for name, each in deployments.items()} == dict.fromkeys(
        SERVICES, 1
    )
    assert deployments["intake"]["spec"]["strategy"] == {"type": "Recreate"}
    for budget in of_kind(found, "PodDisruptionBudget").values():
        assert (budget["spec"]["maxUnavailable"], budget["spec"].get("minAvailable")) == (1, None)
    claim = found["PersistentVolumeClaim", "intake-attachments"]
    assert claim["spec"]["accessModes"] == ["ReadWriteOnce"]
