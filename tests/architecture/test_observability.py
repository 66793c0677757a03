"""What Prometheus and Grafana are told is what the services show."""

import copy
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from firstline_container.services import SERVICES
from tests.support.deployment import (
    MANIFESTS,
    documents,
    exported_metrics,
    kind,
    labels_in,
    labels_of_metrics,
    metrics_in,
    read_yaml,
    selected_in,
)
from tests.support.discovery import (
    Labels,
    as_an_operator_has_it,
    pods_of,
    rules_of,
    scraped,
)
from tests.support.pages import ROOT, blocks

DEPLOY = ROOT / "deploy"
RULES = read_yaml(DEPLOY / "prometheus" / "alerts.yml")["groups"][0]["rules"]
DASHBOARD = json.loads((DEPLOY / "grafana" / "dashboards" / "firstline.json").read_text())
[DISCOVERED] = read_yaml(DEPLOY / "prometheus" / "kubernetes.yml")["scrape_configs"]
[MONITOR] = documents(DEPLOY / "prometheus" / "podmonitor.yaml")
ON_A_CLUSTER = {"kubernetes.yml": DISCOVERED, "podmonitor.yaml": as_an_operator_has_it(MONITOR)}
IPS = ("10.1.2.3", "10.1.2.4", "fd00::5")
on_a_cluster = pytest.mark.parametrize("job", ON_A_CLUSTER.values(), ids=ON_A_CLUSTER)


def test_every_service_is_scraped_where_it_listens() -> None:
    [job] = read_yaml(DEPLOY / "prometheus" / "prometheus.yml")["scrape_configs"]
    scraped = {each["labels"]["service"]: each["targets"] for each in job["static_configs"]}
    assert scraped == {service: [f"{service}:{port}"] for service, port in SERVICES.items()}


@on_a_cluster
@pytest.mark.parametrize("service", SERVICES)
def test_on_a_cluster_every_pod_is_scraped_where_it_listens_under_the_name_of_its_service(
    service: str, job: dict[str, Any]
) -> None:
    found = scraped(job, pods_of(kind("Deployment")[service], IPS))
    shown = {each["instance"]: (each["job"], each["service"], each["pod"]) for each in found}
    hosts = ("10.1.2.3", "10.1.2.4", "[fd00::5]")
    assert shown == {
        f"{host}:{SERVICES[service]}": ("firstline", service, f"{service}-{number}")
        for number, host in enumerate(hosts)
    }
    assert {each["__address__"] for each in found} == set(shown)
    assert {each["__metrics_path__"] for each in found} == {"/metrics"}


@on_a_cluster
def test_a_pod_with_more_ports_and_containers_is_scraped_once(job: dict[str, Any]) -> None:
    intake = copy.deepcopy(kind("Deployment")["intake"])
    pod = intake["spec"]["template"]["spec"]
    pod["initContainers"] = [{"name": "waits"}]
    pod["containers"][0]["ports"].append({"name": "debug", "containerPort": 5678})
    [target] = scraped(job, pods_of(intake, IPS[:1]))
    assert target["__address__"] == target["instance"] == "10.1.2.3:8001"


@on_a_cluster
def test_on_a_cluster_nothing_but_services_that_run_is_scraped(job: dict[str, Any]) -> None:
    refill = documents(MANIFESTS / "components" / "refill" / "refill.yaml")
    steps = (pod for each in (*kind("Job").values(), *refill) for pod in pods_of(each, IPS))
    assert scraped(job, steps) == []
    running = next(pods_of(kind("Deployment")["intake"], IPS))
    assert len(scraped(job, [running])) == 1
    assert scraped(job, [running | {"__meta_kubernetes_pod_phase": "Failed"}]) == []
    of_others = running | {"__meta_kubernetes_pod_label_app_kubernetes_io_part_of": "shop"}
    assert scraped(job, [of_others]) == []


def test_a_pod_that_says_that_it_is_not_scraped_is_not() -> None:
    running = next(pods_of(kind("Deployment")["intake"], IPS))
    silent = running | {"__meta_kubernetes_pod_annotation_prometheus_io_scrape": "false"}
    assert scraped(DISCOVERED, [silent]) == []


def test_both_look_in_the_namespace_of_the_overlay() -> None:
    overlay = read_yaml(MANIFESTS / "overlays" / "example" / "kustomization.yaml")
    [discovery] = DISCOVERED["kubernetes_sd_configs"]
    assert discovery == {"role": "pod", "namespaces": {"names": [overlay["namespace"]]}}
    assert MONITOR["metadata"]["namespace"] == overlay["namespace"]
    assert "namespaceSelector" not in MONITOR["spec"]
    assert "jobLabel" not in MONITOR["spec"]


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        ({"target_label": "c"}, {"a": "xy", "b": "2", "c": "xy;2"}),
        ({"target_label": "c", "regex": "x;2"}, {"a": "xy", "b": "2"}),
        ({"target_label": "a", "regex": "(x).+", "replacement": "$1${1}"}, {"a": "xx", "b": "2"}),
        ({"target_label": "b", "separator": "", "regex": "x(y2)"}, {"a": "xy", "b": "y2"}),
        ({"action": "keep", "regex": "x"}, None),
        ({"action": "drop", "regex": "x.*"}, None),
    ],
)  # fmt: skip
def test_a_rule_is_read_as_prometheus_reads_it(rule: dict[str, str], after: Labels | None) -> None:
    [read] = rules_of([{"sourceLabels": ["a", "b"], **rule}])
    assert read.applied({"a": "xy", "b": "2"}) == after


def test_a_misspelt_key_of_a_rule_would_be_found() -> None:
    with pytest.raises(TypeError, match="source_label"):
        rules_of([{"sourceLabel": ["a"], "targetLabel": "b"}])


def test_a_service_that_nobody_scrapes_is_missed_whichever_it_is() -> None:
    [rule] = [each for each in RULES if each["alert"] == "FirstlineServiceMissing"]
    missed = (f'absent(up{{job="firstline", service="{service}"}})' for service in SERVICES)
    assert rule["expr"].split(" or ") == list(missed)


def _expressions() -> dict[str, tuple[str, set[str]]]:
    """Every expression of an alert or panel, with the labels that its text shows."""
    found = {}
    for rule in RULES:
        text = " ".join(rule["annotations"].values())
        found[rule["alert"]] = (rule["expr"], set(re.findall(r"\$labels\.(\w+)", text)))
    for panel in DASHBOARD["panels"]:
        for number, each in enumerate(panel["targets"]):
            shown = set(re.findall(r"\{\{(\w+)\}\}", each.get("legendFormat", "")))
            found[f"{panel['title']} {number}"] = (each["expr"], shown)
    return found


@on_a_cluster
@pytest.mark.parametrize(("expression", "shown"), _expressions().values(), ids=_expressions())
def test_alerts_and_panels_use_only_labels_that_there_are_on_a_cluster(
    expression: str, shown: set[str], job: dict[str, Any]
) -> None:
    targets = scraped(
        job, (pod for one in kind("Deployment").values() for pod in pods_of(one, IPS))
    )
    given = set.intersection(*map(set, targets))
    assert (labels_in(expression) | shown) - given - labels_of_metrics() == set()
    for name, value in selected_in(expression):
        if name in {"job", "service"}:
            assert value in {each[name] for each in targets}


def test_a_label_that_no_series_has_would_be_found() -> None:
    expression = 'sum by (servce, topic) (up{jab="firstline", service=~"a|b"})'
    assert labels_in(expression) == {"servce", "topic", "jab", "service"}
    assert selected_in(expression) == {("jab", "firstline"), ("service", "a|b")}
    assert not {"servce", "jab"} & labels_of_metrics()


def test_the_page_hands_an_operator_the_alerts_as_they_are(tmp_path: Path) -> None:
    [block] = [
        each for each in blocks(ROOT / "docs" / "operations.md") if "PrometheusRule" in each.text
    ]
    (tmp_path / "kubectl").write_text(
        '#!/bin/sh\nif [ "$3" = - ]; then cat; else cat "$3"; fi; echo ---\n'
    )
    (tmp_path / "kubectl").chmod(0o755)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f'PATH="{tmp_path}:$PATH"\n{block.text}'],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    monitor, rules = (each for each in YAML(typ="safe").load_all(done.stdout) if each)
    assert monitor == MONITOR
    assert (rules["kind"], rules["metadata"]) == (
        "PrometheusRule",
        {"name": "firstline", "namespace": "firstline"},
    )
    assert rules["spec"] == read_yaml(DEPLOY / "prometheus" / "alerts.yml")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_names_only_metrics_that_exist_and_says_what_to_do(rule: dict[str, Any]) -> None:
    assert metrics_in(rule["expr"]) - exported_metrics() == set()
    assert rule["annotations"]["remedy"]
    assert rule["labels"]["severity"] in {"page", "ticket"}


@pytest.mark.parametrize("panel", DASHBOARD["panels"], ids=lambda panel: panel["title"])
def test_a_panel_names_only_metrics_that_exist(panel: dict[str, Any]) -> None:
    named = set[str]().union(*(metrics_in(each["expr"]) for each in panel["targets"]))
    assert named - exported_metrics() == set()
    assert {each["datasource"]["uid"] for each in panel["targets"]} == {_source()["uid"]}


def _source() -> dict[str, Any]:
    [one] = read_yaml(DEPLOY / "grafana" / "datasources" / "prometheus.yml")["datasources"]
    return dict(one)


def test_a_misspelt_metric_would_be_found() -> None:
    assert metrics_in('rate(firstline_inbox_record_total{a="firstline_b"}[1m])') == {
        "firstline_inbox_record_total"
    }
    assert "firstline_inbox_record_total" not in exported_metrics()
