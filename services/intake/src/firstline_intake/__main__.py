"""`python -m firstline_intake {serve,migrate}`."""

from firstline_chassis.entry import Service, enter
from firstline_intake.bootstrap import build_parts
from firstline_intake.settings import IntakeSettings

if __name__ == "__main__":
    enter(Service("intake", "firstline_intake", IntakeSettings, build_parts))
