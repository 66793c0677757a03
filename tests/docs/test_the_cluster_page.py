"""The page of the first time on a cluster: its commands as a shell reads them, and its names.

No cluster is here: what would have reached one is written down, and compared with `deploy/k8s`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg.conninfo import conninfo_to_dict

from firstline_container.services import SERVICES
from firstline_events.catalogue import topics
from tests.docs.called_tools import Call, calls_of
from tests.support.deployment import MANIFESTS, documents, kind, read_yaml
from tests.support.pages import ROOT, table_rows, text_of

PAGE = ROOT / "docs" / "runbooks" / "on-a-cluster.md"


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """How the page's commands call the tools, in order."""
    return calls_of(PAGE, tmp_path_factory.mktemp("clone"))


def made(calls: list[Call], what: str) -> dict[str, dict[str, str]]:
    """The secrets or config maps that are created: for each its keys and values."""
    return {
        call[5 + (what == "secret")]: dict(options(call, "--from-literal", "--from-file"))
        for call in calls
        if call[:5] == ["kubectl", "-n", "firstline", "create", what]
    }


def options(call: Call, *names: str) -> Iterator[tuple[str, str]]:
    for word in call:
        name, _, rest = word.partition("=")
        if name in names:
            key, _, value = rest.partition("=")
            yield key, value


def wanted_keys() -> dict[str, set[str]]:
    """Every secret that a pod names, with the keys that it takes of it."""
    found: dict[str, set[str]] = {}

    def look(part: Any) -> None:
        if isinstance(part, dict):
            if key := part.get("secretKeyRef"):
                found.setdefault(key["name"], set()).add(key["key"])
            for each in part.values():
                look(each)
        elif isinstance(part, list):
            for each in part:
                look(each)

    for each in ("Deployment", "Job"):
        look(kind(each))
    return found


def overlay() -> dict[str, Any]:
    return dict(read_yaml(MANIFESTS / "overlays" / "example" / "kustomization.yaml"))


def test_the_secrets_are_those_that_the_pods_ask_for(calls: list[Call]) -> None:
    secrets = made(calls, "secret")
    kafka = secrets.pop("firstline-kafka")
    assert set(kafka) == {"FIRSTLINE_KAFKA_USERNAME", "FIRSTLINE_KAFKA_PASSWORD"}
    assert all(key.startswith("AWS_") for key in secrets.pop("firstline-attachments"))
    assert secrets.pop(ingress_secret()) == {}
    assert {name: set(keys) for name, keys in secrets.items()} == wanted_keys()


def ingress_secret() -> str:
    """The certificate of the help pages, made of two files."""
    ingress, _ = documents(MANIFESTS / "overlays" / "example" / "help-site.yaml")
    return str(ingress["spec"]["tls"][0]["secretName"])


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_reaches_the_database_by_the_role_and_password_that_it_is_given(
    calls: list[Call], service: str
) -> None:
    secret = made(calls, "secret")[f"firstline-{service}"]
    address = conninfo_to_dict(secret["database-url"])
    assert (address["user"], address["dbname"]) == (f"firstline_{service}", "firstline")
    assert address["password"] == secret["password"]
    assert len(secret["password"]) >= 32


def test_no_two_secrets_are_the_same(calls: list[Call]) -> None:
    drawn = [each["password"] for each in made(calls, "secret").values() if "password" in each]
    assert len(set(drawn)) == len(drawn) == len(SERVICES)


def test_the_authorities_to_trust_are_the_files_that_the_example_names(calls: list[Call]) -> None:
    folder = "/etc/firstline/trust/"
    literals = [one for each in overlay()["configMapGenerator"] for one in each["literals"]]
    named = {one.partition(folder)[2] for one in literals if folder in one}
    assert set(made(calls, "configmap")["firstline-trust"]) == named


def test_the_images_that_are_pushed_are_those_that_the_example_pulls(calls: list[Call]) -> None:
    pulled = {f"{each['newName']}:{each['newTag']}" for each in overlay()["images"]}
    assert {call[2] for call in calls if call[:2] == ["docker", "push"]} == pulled
    built = [call for call in calls if call[:2] == ["docker", "build"]]
    assert {words_after(call, "--tag")[0] for call in built} == pulled
    for call in built:
        [argument], [tag] = words_after(call, "--build-arg"), words_after(call, "--tag")
        assert Path(tag).name.partition(":")[0] == f"firstline-{argument.partition('=')[2]}"


def test_the_page_waits_for_the_job_and_for_every_deployment(calls: list[Call]) -> None:
    assert ["kubectl", "apply", "-k", "deploy/k8s/overlays/ours"] in calls
    waits = [call[4] for call in calls if call[3:4] == ["wait"]]
    assert [one.partition("/")[2] for one in waits] == list(kind("Job"))
    rolled = {call[5].partition("/")[2] for call in calls if call[3:5] == ["rollout", "status"]}
    assert rolled == set(kind("Deployment"))


def test_the_page_speaks_of_the_namespace_and_the_labels_that_are_there(calls: list[Call]) -> None:
    assert {call[2] for call in calls if call[:2] == ["kubectl", "-n"]} == {overlay()["namespace"]}
    labels = [call[4].partition("=") for call in calls if call[:2] == ["kubectl", "label"]]
    _, to_help = documents(MANIFESTS / "overlays" / "example" / "help-site.yaml")
    policies = (kind("NetworkPolicy")["from-the-ways-in"], to_help)
    for (name, _, value), policy in zip(labels, policies, strict=True):
        [rule] = policy["spec"]["ingress"]
        labelled = {"matchLabels": {name: value}}
        namespaces, pods = rule["from"]
        assert namespaces == {"namespaceSelector": labelled}
        assert pods == {"namespaceSelector": {}, "podSelector": labelled}


def test_what_is_tried_is_asked_of_ports_that_are_forwarded_from_the_services(
    calls: list[Call],
) -> None:
    forwards = [call[-2:] for call in calls if "port-forward" in call]
    ports = {service.partition("/")[2]: pair.partition(":") for service, pair in forwards}
    assert {name: int(there) for name, (_, _, there) in ports.items()} == {
        name: SERVICES[name] for name in ports
    }
    asked = {
        word.split("/")[2].partition(":")[2]
        for call in calls
        if call[0] == "curl"
        for word in call
        if word.startswith("http://")
    }
    assert asked == {here for here, _, _ in ports.values()}


def test_no_forwarded_port_is_that_of_a_suite_on_this_machine(calls: list[Call]) -> None:
    pairs = [call[-1] for call in calls if "port-forward" in call]
    assert {int(pair.partition(":")[0]) for pair in pairs} & set(SERVICES.values()) == set()


def words_after(call: Call, option: str) -> list[str]:
    return [word for at, word in enumerate(call) if call[at - 1] == option]


def test_the_rights_in_kafka_reach_every_topic_and_every_group(calls: list[Call]) -> None:
    [of_topics, of_groups] = [call for call in calls if call[0] == "kafka-acls.sh"]
    prefixes = tuple(words_after(of_topics, "--topic"))
    assert [name for name in topics() if not name.startswith(prefixes)] == []
    assert [
        one for one in prefixes if not [name for name in topics() if name.startswith(one)]
    ] == []
    assert "prefixed" in of_topics
    assert set(words_after(of_topics, "--operation")) == {"Create", "Describe", "Read", "Write"}
    assert words_after(of_groups, "--group") == list(SERVICES)
    assert words_after(of_groups, "--operation") == ["Read"]


def test_every_flow_and_the_articles_are_brought_in_by_named_agents(calls: list[Call]) -> None:
    ours = [call for call in calls if call[0] == "firstline"]
    published = {call[3] for call in ours if call[1:3] == ["policy", "publish"]}
    flows = (ROOT / "data" / "flows").glob("*.yaml")
    assert published == {str(flow.relative_to(ROOT)) for flow in flows}
    assert ["firstline", "article", "import", "data/articles"] in [call[:4] for call in ours]
    assert all("--as" in call for call in ours if "diff" not in call)


def test_every_key_of_the_example_is_explained() -> None:
    told = " ".join(row[0] for row in table_rows(PAGE))
    [ours, _] = overlay()["configMapGenerator"]
    keys = {one.partition("=")[0] for one in ours["literals"]}
    assert {key for key in keys if f"`{key}`" not in told} == set()


def test_the_page_is_read_in_one_go() -> None:
    assert len(text_of(PAGE).splitlines()) <= 190
