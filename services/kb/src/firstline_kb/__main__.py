"""`python -m firstline_kb {serve,migrate}`."""

from firstline_chassis.entry import Service, enter
from firstline_kb.bootstrap import build_parts
from firstline_kb.settings import KbSettings

if __name__ == "__main__":
    enter(Service("kb", "firstline_kb", KbSettings, build_parts))
