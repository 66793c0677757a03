"""The page of what is done to a suite on a cluster: its commands fit the manifests and Kafka."""

import json
import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
from psycopg.conninfo import conninfo_to_dict
from ruamel.yaml import YAML

from firstline_container.services import SERVICES
from firstline_events.catalogue import topics
from tests.docs.called_tools import Call, calls_of
from tests.support.deployment import MANIFESTS, documents, kind, with_every_choice
from tests.support.pages import ROOT, text_of

PAGE = ROOT / "docs" / "runbooks" / "later-on-a-cluster.md"
REFILL = MANIFESTS / "components" / "refill" / "refill.yaml"
OURS = "app.kubernetes.io/part-of=firstline"


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    return calls_of(PAGE, tmp_path_factory.mktemp("clone"))


def selected(calls: list[Call], *words: str) -> set[str]:
    """What the calls with these words select by label."""
    return {
        call[call.index("--selector") + 1]
        for call in calls
        if set(words) <= set(call) and "--selector" in call
    }


def labels_of(resource: dict[str, Any]) -> set[str]:
    return {f"{name}={value}" for name, value in resource["metadata"]["labels"].items()}


def test_what_is_restarted_and_stopped_is_every_deployment_and_all_its_pods(
    calls: list[Call],
) -> None:
    for words in (("rollout", "restart"), ("rollout", "status"), ("scale",)):
        assert selected(calls, *words) == {OURS}
    assert selected(calls, "wait", "pod") == {OURS, "app.kubernetes.io/name=intake"}
    for deployment in kind("Deployment").values():
        assert OURS in labels_of(deployment) & labels_of(deployment["spec"]["template"])


def test_what_is_applied_by_itself_is_one_job(calls: list[Call]) -> None:
    [refill] = documents(REFILL)
    jobs = [*kind("Job").values(), refill]
    applied = selected(calls, "apply")
    assert applied == {f"app.kubernetes.io/name={job['metadata']['name']}" for job in jobs}
    for selector in applied:
        found = [
            each for each in (*jobs, *kind("Deployment").values()) if selector in labels_of(each)
        ]
        assert [each["kind"] for each in found] == ["Job"]


def test_a_job_that_is_applied_again_was_deleted_just_before(calls: list[Call]) -> None:
    steps = [at for at, call in enumerate(calls) if call[-1] == "app.kubernetes.io/name=migration"]
    assert len(steps) == 3
    for at in steps:
        assert calls[at - 1][3:] == ["delete", "job", "migration", "--ignore-not-found"]


def test_every_job_that_is_waited_for_was_applied_just_before(calls: list[Call]) -> None:
    waits = [at for at, call in enumerate(calls) if "--for=condition=complete" in call]
    assert len(waits) == 4
    for at in waits:
        name = calls[at][4].partition("/")[2]
        assert calls[at - 1][-1] == f"app.kubernetes.io/name={name}"


def test_the_topics_that_are_deleted_are_ours_and_no_others(calls: list[Call]) -> None:
    [call] = [call for call in calls if call[0] == "kafka-topics.sh"]
    pattern = call[call.index("--topic") + 1]
    ours = {name for name, topic in topics().items() if topic.owner in SERVICES}
    assert {name for name in topics() if re.fullmatch(pattern, name)} == ours
    assert "inbound-ticket-v1" not in ours


def moving() -> tuple[dict[str, Any], dict[str, Any]]:
    """The claim and the pod of the page, by which the files move."""
    [text] = re.findall(r"<<'END'\n(.*?)\nEND\n", text_of(PAGE), re.DOTALL)
    claim, pod = YAML(typ="safe").load_all(text)
    return claim, pod


def test_kubernetes_would_take_what_moves_the_files_under_the_standard_restricted() -> None:
    for resource in moving():
        kubernetes_validate.validate(resource, "1.31", strict=True)
    _, pod = moving()
    intake = kind("Deployment")["intake"]["spec"]["template"]["spec"]
    assert pod["spec"]["securityContext"] == intake["securityContext"]
    [copies], [serves] = pod["spec"]["containers"], intake["containers"]
    assert copies["securityContext"] == serves["securityContext"]


def test_the_files_move_from_the_claim_of_the_manifests_to_that_of_the_choice() -> None:
    claim, pod = moving()
    claims = [each["persistentVolumeClaim"]["claimName"] for each in pod["spec"]["volumes"]]
    [first] = kind("PersistentVolumeClaim")
    assert claims == [first, claim["metadata"]["name"]]
    overlay = (MANIFESTS / "overlays" / "example" / "kustomization.yaml").read_text()
    assert f"value: {claim['metadata']['name']}}}" in with_every_choice(overlay)


def test_a_backup_is_restored_into_nothing(calls: list[Call]) -> None:
    dropped, restored = (call for call in calls if call[0] in ("psql", "pg_restore"))
    assert dropped[1] == restored[restored.index("--dbname") + 1]
    assert conninfo_to_dict(dropped[1])["dbname"] == "postgres"
    assert {"--create", "--exit-on-error"} <= set(restored)


def patched(calls: list[Call]) -> dict[str, dict[str, str]]:
    """The secrets that get other values, with these."""
    patches = [call for call in calls if call[3:5] == ["patch", "secret"]]
    return {call[5]: json.loads(call[-1])["stringData"] for call in patches}


@pytest.mark.parametrize("service", SERVICES)
def test_a_new_password_stands_in_the_address_too(calls: list[Call], service: str) -> None:
    secret = patched(calls)[f"firstline-{service}"]
    address = conninfo_to_dict(secret["database-url"])
    assert (address["user"], address["password"]) == (f"firstline_{service}", secret["password"])
    assert len(secret["password"]) >= 32


def test_only_secrets_of_the_first_page_are_changed(calls: list[Call]) -> None:
    assert set(patched(calls)) == {"firstline-kafka", *(f"firstline-{one}" for one in SERVICES)}


def test_all_of_it_is_done_in_the_namespace_of_the_example(calls: list[Call]) -> None:
    [example] = documents(MANIFESTS / "overlays" / "example" / "namespace.yaml")
    named = [call[2] for call in calls if call[:2] == ["kubectl", "-n"]]
    assert set(named) == {example["metadata"]["name"]}
    others = [call for call in calls if call[0] == "kubectl" and call[1] != "-n"]
    assert {tuple(call[1:4]) for call in others} == {("apply", "-k", "deploy/k8s/overlays/ours")}


def test_the_names_that_the_page_has_in_its_text_are_there() -> None:
    text = text_of(PAGE)
    for component in ("object-store", "single-node", "refill"):
        assert f"`{component}`" in text
        assert Path(MANIFESTS / "components" / component).is_dir()
    [policy] = documents(MANIFESTS / "components" / "object-store" / "network.yaml")
    assert f"networkpolicy {policy['metadata']['name']}" in text
