"""The pages know every setting and every metric, and name none that isn't there."""

import re
from pathlib import Path

import pytest
from prometheus_client import Counter, Gauge, Histogram
from pydantic_core import PydanticUndefined

from firstline_chassis import metrics
from firstline_chassis.settings import ServiceSettings
from firstline_chassis.shared_settings import is_shared
from firstline_container.settings import RolesSettings, TopicsSettings
from firstline_escalation.settings import EscalationSettings
from firstline_intake.settings import IntakeSettings
from firstline_kb.settings import KbSettings
from firstline_reporting.settings import ReportingSettings
from firstline_triage.settings import TriageSettings
from tests.support.pages import ROOT, code_words, name_of, pages, table_rows, text_of

every_page = pytest.mark.parametrize("page", pages(), ids=name_of)
SETTINGS: dict[str, type[ServiceSettings]] = {
    "intake": IntakeSettings,
    "triage": TriageSettings,
    "escalation": EscalationSettings,
    "kb": KbSettings,
    "reporting": ReportingSettings,
}
ENCRYPTION = ROOT / "docs" / "encryption.md"
METRICS_PAGE = ROOT / "libs" / "chassis" / "README.md"


def variables(service: str) -> dict[str, str]:
    """Each of the service's variables, and its default as a page would show it."""
    prefix = str(SETTINGS[service].model_config["env_prefix"])
    own = {name for name in SETTINGS[service].model_fields if not _is_of_connections(name)}
    return _shown_by_name(SETTINGS[service], prefix, own)


def _is_of_connections(name: str) -> bool:
    """How servers are reached is the same for every service, and has a page of its own."""
    return is_shared(name) or name == "database_password_file"


def _shown_by_name(kind: type[ServiceSettings], prefix: str, names: set[str]) -> dict[str, str]:
    fields = {name: field for name, field in kind.model_fields.items() if name in names}
    return {f"{prefix}{name}".upper(): _shown(field.default) for name, field in fields.items()}


def _shown(default: object) -> str:
    if default is PydanticUndefined:
        return "required"
    return "none" if default is None else f"`{str(default).lower()}`"


@pytest.mark.parametrize("service", SETTINGS)
def test_the_page_of_a_service_lists_every_setting_with_its_default(service: str) -> None:
    rows = table_rows(ROOT / "services" / service / "README.md")
    told = {row[0].strip("`"): row[1].lower() for row in rows if row[0].startswith("`FIRSTLINE_")}
    assert told == variables(service)


def test_the_page_of_connections_lists_each_of_their_settings_with_its_default() -> None:
    rows = table_rows(ENCRYPTION)
    told = {row[0].strip("`"): row[1] for row in rows if row[0].startswith(("`KAFKA", "`DATABASE"))}
    of_connections = {name for name in ServiceSettings.model_fields if _is_of_connections(name)}
    assert told == _shown_by_name(ServiceSettings, "", of_connections)


@every_page
def test_every_variable_that_a_page_names_is_read_somewhere(page: Path) -> None:
    named = set(re.findall(r"\bFIRSTLINE_[A-Z][A-Z_]*[A-Z]\b", text_of(page)))
    assert named - _read_somewhere() == set()


def test_every_variable_that_is_read_is_on_some_page() -> None:
    told = "\n".join(text_of(page) for page in pages())
    read = sorted(_read_somewhere() - _how_servers_are_reached())
    assert [name for name in read if f"`{name}`" not in told] == []


def _read_somewhere() -> set[str]:
    sources = [*ROOT.glob("*/*/src/firstline_*/**/*.py"), *ROOT.glob("deploy/*.sh")]
    sources.append(ROOT / "docker-compose.yml")
    literal = {
        found
        for path in sources
        for found in re.findall(r"\bFIRSTLINE_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))
    }
    addresses = {f"FIRSTLINE_{service.upper()}_URL" for service in SETTINGS}
    own = (variables(service) for service in SETTINGS)
    return literal.union(addresses, _how_servers_are_reached(), _of_the_steps(), *own)


def _of_the_steps() -> set[str]:
    """What the steps before the services read, but for how servers are reached."""
    names = {*RolesSettings.model_fields, *TopicsSettings.model_fields}
    return {f"FIRSTLINE_STEP_{name}".upper() for name in names if not _is_of_connections(name)}


def _how_servers_are_reached() -> set[str]:
    """Under the names for all and for one service; the page of connections has a row for each."""
    names = {name.upper() for name in ServiceSettings.model_fields if _is_of_connections(name)}
    ones = {f"FIRSTLINE_{service.upper()}_{name}" for name in names for service in SETTINGS}
    return ones | {f"FIRSTLINE_{name}" for name in names}


def exported() -> dict[str, str]:
    """Every metric under the name that Prometheus sees, with its meaning."""
    found = [one for one in vars(metrics).values() if isinstance(one, Counter | Gauge | Histogram)]
    described = (each for one in found for each in one.describe())
    return {
        f"{each.name}_total" if each.type == "counter" else each.name: each.documentation
        for each in described
    }


def test_the_list_of_metrics_is_complete_and_says_what_the_code_says() -> None:
    rows = table_rows(METRICS_PAGE)
    told = {row[0].strip("`"): row[-1] for row in rows if row[0].startswith("`firstline_")}
    assert told == exported()


@every_page
def test_a_page_names_no_metric_that_does_not_exist(page: Path) -> None:
    named = {word for word in code_words(page) if re.fullmatch(r"firstline_[a-z_]+", word)}
    assert named - set(exported()) - _packages_and_roles() == set()


def _packages_and_roles() -> set[str]:
    packages = {path.name for path in ROOT.glob("*/*/src/firstline_*")}
    return packages | {"firstline_analyst"}
