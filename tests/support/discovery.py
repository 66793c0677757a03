"""What a Prometheus on a cluster makes of our pods: discovery and relabelling as it does them.

The labels of the role `pod` and the rules are those of Prometheus's page on its configuration; what
an operator puts before a PodMonitor's own rules is that of its `generatePodMonitorConfig`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Labels = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One relabelling, with Prometheus's defaults; a key that is misspelt is an error."""

    source_labels: tuple[str, ...] = ()
    separator: str = ";"
    regex: str = "(.*)"
    replacement: str = "$1"
    target_label: str = ""
    action: str = "replace"

    def applied(self, labels: Labels) -> Labels | None:
        """The labels after it, or nothing where the target is left out."""
        source = self.separator.join(labels.get(each, "") for each in self.source_labels)
        found = re.fullmatch(self.regex, source)
        if self.action == "keep":
            return labels if found else None
        if self.action == "drop":
            return None if found else labels
        assert (self.action, bool(self.target_label)) == ("replace", True), self
        return labels | {self.target_label: self._replaced(found)} if found else labels

    def _replaced(self, found: re.Match[str]) -> str:
        return re.sub(r"\$\{?(\d+)\}?", lambda group: found[int(group[1])] or "", self.replacement)


def rules_of(written: Iterable[dict[str, Any]]) -> list[Rule]:
    """Rules as Prometheus writes them, or as an operator's resources do (`sourceLabels`)."""
    snaked = ({re.sub("[A-Z]", _snake, key): each[key] for key in each} for each in written)
    return [
        Rule(**each | {"source_labels": tuple(each.get("source_labels", ()))}) for each in snaked
    ]


def _snake(capital: re.Match[str]) -> str:
    return f"_{capital[0].lower()}"


def pods_of(workload: dict[str, Any], ips: Iterable[str]) -> Iterator[Labels]:
    """Running pods of a deployment or job, as the role `pod` shows them: one for each port."""
    template, name = workload["spec"]["template"], workload["metadata"]["name"]
    said = dict[str, str]()
    for kind in ("label", "annotation"):
        for key, value in template["metadata"].get(f"{kind}s", {}).items():
            said[f"__meta_kubernetes_pod_{kind}_{sanitized(key)}"] = value
            said[f"__meta_kubernetes_pod_{kind}present_{sanitized(key)}"] = "true"
    spec = template["spec"]
    for number, ip in enumerate(ips):
        pod = {
            "__meta_kubernetes_namespace": "firstline",
            "__meta_kubernetes_pod_name": f"{name}-{number}",
            "__meta_kubernetes_pod_ip": ip,
            "__meta_kubernetes_pod_phase": "Running",
            **said,
        }
        for container in (*spec.get("initContainers", ()), *spec["containers"]):
            yield from _at_its_ports(container, pod)


def _at_its_ports(container: dict[str, Any], pod: Labels) -> Iterator[Labels]:
    ip = pod["__meta_kubernetes_pod_ip"]
    host = f"[{ip}]" if ":" in ip else ip
    named = {"__meta_kubernetes_pod_container_name": container["name"]}
    for port in container.get("ports", ()):
        yield (
            pod
            | named
            | {
                "__address__": f"{host}:{port['containerPort']}",
                "__meta_kubernetes_pod_container_port_name": port["name"],
                "__meta_kubernetes_pod_container_port_number": str(port["containerPort"]),
            }
        )
    if not container.get("ports"):
        yield pod | named | {"__address__": host}


def sanitized(key: str) -> str:
    return re.sub(r"[^a-zA-Z0-9_]", "_", key)


def scraped(job: dict[str, Any], pods: Iterable[Labels]) -> list[Labels]:
    """The targets of a scrape configuration, each once, with the labels that its series get."""
    first = {"job": job["job_name"], "__metrics_path__": job.get("metrics_path", "/metrics")}
    found = (_relabelled(first | pod, rules_of(job["relabel_configs"])) for pod in pods)
    unique = {tuple(sorted(each.items())) for each in found if each is not None}
    return [dict(each) for each in sorted(unique)]


def _relabelled(labels: Labels, rules: list[Rule]) -> Labels | None:
    for rule in rules:
        after = rule.applied(labels)
        if after is None:
            return None
        labels = after
    kept = {name: value for name, value in labels.items() if value and "__meta_" not in name}
    return {"instance": kept["__address__"]} | kept


def as_an_operator_has_it(monitor: dict[str, Any]) -> dict[str, Any]:
    """The scrape configuration that an operator makes of a PodMonitor with one endpoint."""
    [endpoint] = monitor["spec"]["podMetricsEndpoints"]
    name = f"{monitor['metadata']['namespace']}/{monitor['metadata']['name']}"
    port = endpoint["port"]
    meta = "__meta_kubernetes_pod"
    rules: list[dict[str, Any]] = [
        {
            "source_labels": [f"{meta}_label_{sanitized(key)}"],
            "regex": value,
            "action": "keep",
        }
        for key, value in monitor["spec"]["selector"]["matchLabels"].items()
    ]
    rules += [
        {"source_labels": [f"{meta}_phase"], "regex": "(Failed|Succeeded)", "action": "drop"},
        {"source_labels": [f"{meta}_container_port_name"], "regex": port, "action": "keep"},
        {"source_labels": ["__meta_kubernetes_namespace"], "target_label": "namespace"},
        {"source_labels": [f"{meta}_container_name"], "target_label": "container"},
        {"source_labels": [f"{meta}_name"], "target_label": "pod"},
        {"target_label": "job", "replacement": name},
        {"target_label": "endpoint", "replacement": port},
    ]  # fmt: skip
    return {
        "job_name": f"podMonitor/{name}/0",
        "metrics_path": endpoint["path"],
        "relabel_configs": rules + endpoint["relabelings"],
    }
