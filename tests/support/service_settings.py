"""The settings of every service, for tests that compare them with what is written elsewhere."""

from firstline_chassis.settings import ServiceSettings
from firstline_escalation.settings import EscalationSettings
from firstline_intake.settings import IntakeSettings
from firstline_kb.settings import KbSettings
from firstline_reporting.settings import ReportingSettings
from firstline_triage.settings import TriageSettings

SETTINGS: dict[str, type[ServiceSettings]] = {
    "intake": IntakeSettings,
    "triage": TriageSettings,
    "escalation": EscalationSettings,
    "kb": KbSettings,
    "reporting": ReportingSettings,
}


def variables(kind: type[ServiceSettings]) -> set[str]:
    """The names of the environment variables that a class of settings reads."""
    prefix = str(kind.model_config.get("env_prefix", ""))
    return {f"{prefix}{name}".upper() for name in kind.model_fields}
