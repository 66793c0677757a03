"""`python -m firstline_escalation {serve,migrate}`."""

from firstline_chassis.entry import Service, enter
from firstline_escalation.bootstrap import build_parts
from firstline_escalation.settings import EscalationSettings

if __name__ == "__main__":
    enter(Service("escalation", "firstline_escalation", EscalationSettings, build_parts))
