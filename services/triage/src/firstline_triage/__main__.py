"""`python -m firstline_triage {serve,migrate}`."""

from firstline_chassis.entry import Service, enter
from firstline_triage.bootstrap import build_parts
from firstline_triage.settings import TriageSettings

if __name__ == "__main__":
    enter(Service("triage", "firstline_triage", TriageSettings, build_parts))
