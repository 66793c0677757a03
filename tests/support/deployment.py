"""What is deployed, as the files say it: the compose file, the manifests, the metrics they name."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from prometheus_client import Counter, Gauge, Histogram
from ruamel.yaml import YAML

from firstline_chassis import metrics
from firstline_chassis.shared_settings import is_shared
from tests.support.pages import ROOT
from tests.support.service_settings import SETTINGS, variables

COMPOSE = ROOT / "docker-compose.yml"
MANIFESTS = ROOT / "deploy" / "k8s"


def read_yaml(path: Path) -> Any:
    """One document, anchors and merges resolved; a key given twice is an error."""
    return YAML(typ="safe").load(path)


def documents(path: Path) -> list[dict[str, Any]]:
    return [dict(each) for each in YAML(typ="safe").load_all(path) if each]


def compose_services() -> dict[str, dict[str, Any]]:
    return dict(read_yaml(COMPOSE)["services"])


def with_every_choice(kustomization: str) -> str:
    """An overlay's text with all its choices made: the lines that begin with # and no space."""
    return re.sub(r"^#(?! \S)", "", kustomization, flags=re.MULTILINE)


@cache
def manifests() -> list[dict[str, Any]]:
    """Every resource of the base."""
    names = read_yaml(MANIFESTS / "base" / "kustomization.yaml")["resources"]
    return [each for name in names for each in documents(MANIFESTS / "base" / name)]


def kind(wanted: str) -> dict[str, dict[str, Any]]:
    """The manifests of one kind, by their names."""
    return {each["metadata"]["name"]: each for each in manifests() if each["kind"] == wanted}


def read_by(service: str) -> set[str]:
    """The variables that a service reads, under its own name or that of all."""
    shared = {
        f"FIRSTLINE_{name}".upper() for name in SETTINGS[service].model_fields if is_shared(name)
    }
    return variables(SETTINGS[service]) | shared


def required_by(service: str) -> set[str]:
    """Those of them without which it doesn't start."""
    of = SETTINGS[service]
    prefix = str(of.model_config["env_prefix"])
    return {f"{prefix}{name}".upper() for name, f in of.model_fields.items() if f.is_required()}


def exported_metrics() -> set[str]:
    """Every series that a service may show, with the suffixes that Prometheus adds."""
    found = set[str]()
    for one in vars(metrics).values():
        if isinstance(one, Counter):
            found |= {f"{each.name}_total" for each in one.describe()}
        elif isinstance(one, Gauge):
            found |= {each.name for each in one.describe()}
        elif isinstance(one, Histogram):
            named = [each.name for each in one.describe()]
            found |= {f"{n}_{end}" for n in named for end in ("bucket", "count", "sum")}
    return found


def metrics_in(expression: str) -> set[str]:
    """The metrics of ours that a PromQL expression names."""
    return set(re.findall(r"\bfirstline_\w+", re.sub(r'"[^"]*"', "", expression)))


def labels_of_metrics() -> set[str]:
    """The labels that the services give their series themselves."""
    found = {"le"}
    for one in vars(metrics).values():
        if isinstance(one, Counter | Gauge | Histogram):
            found |= set(one._labelnames)
    return found


def labels_in(expression: str) -> set[str]:
    """The labels that a PromQL expression groups by or selects with."""
    grouped = re.findall(r"\bby \(([^)]*)\)", expression)
    return {name for each in grouped for name in re.findall(r"\w+", each)} | {
        name for name, _ in selected_in(expression)
    }


def selected_in(expression: str) -> set[tuple[str, str]]:
    """The labels that it selects with, each with the value that is compared."""
    chosen = re.findall(r"\{([^}]*)\}", expression)
    pairs = (re.findall(r'(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"', each) for each in chosen)
    return {pair for each in pairs for pair in each}
