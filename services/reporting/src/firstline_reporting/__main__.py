"""`python -m firstline_reporting {serve,migrate}`."""

from firstline_chassis.entry import Service, enter
from firstline_reporting.bootstrap import build_parts
from firstline_reporting.settings import ReportingSettings

if __name__ == "__main__":
    enter(Service("reporting", "firstline_reporting", ReportingSettings, build_parts))
