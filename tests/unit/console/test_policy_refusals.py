"""A service's no to a file is told at the lines of the file."""

from typing import Any

from firstline_chassis.asking import Refused
from firstline_chassis.policies.refusals import pointer
from firstline_chassis.policies.yaml_files import read_text
from firstline_console.policy.refusing import faults_told_by

FILE = """kind: lines
lines:
  - id: first
    queues:
      - {id: desk, default: true}
moved:
  "70/a~b": desk
  "8": desk
"""


def told(*errors: dict[str, Any]) -> list[str]:
    refusal = Refused("no", "see there", 422, {"errors": list(errors)})
    return [str(one) for one in faults_told_by(refusal, read_text(FILE, "lines.yaml"))]


def error(where: tuple[str | int, ...]) -> dict[str, Any]:
    return {"pointer": pointer(where), "reason": "2 cases are in it", "remedy": "empty it first"}


def test_a_fault_of_the_service_is_told_with_the_files_line_and_the_remedy() -> None:
    assert told(error(("lines", 0, "queues", 0, "id"))) == [
        "lines.yaml:5: 2 cases are in it\n  what to do: empty it first"
    ]


def test_keys_that_look_like_a_place_or_hold_a_slash_are_found() -> None:
    found = told(error(("moved", "70/a~b")), error(("moved", "8")), error(("lines",)))
    assert [line.split(":")[1] for line in found] == ["7", "8", "2"]


def test_what_the_file_does_not_say_is_told_where_it_would_stand() -> None:
    found = told(error(("lines", 3, "queues")), error(("bounce_limit",)))
    assert [line.split(":")[1] for line in found] == ["2", "1"]


def test_a_no_to_something_else_than_the_content_has_no_line() -> None:
    assert told({"pointer": "/body/actor/id", "reason": "too long"}) == []
    assert faults_told_by(Refused("no", "", 409, {}), read_text(FILE, "lines.yaml")) == []
