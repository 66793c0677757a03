"""Lines are checked whole: every fault is told with its line in the file and its remedy."""

from itertools import pairwise

import pytest

from firstline_chassis.policies.contents import faults_of
from firstline_chassis.policies.yaml_files import read_text
from firstline_escalation.domain.lines import Lines
from firstline_escalation.domain.lines_table import LINES

GOOD = """kind: lines
bounce_limit: 4
default_priority: moderate
coordinators: [carla]
lines:
  - id: self-service
  - id: first
    queues:
      - {id: desk, default: true}
      - {id: desk-it, languages: [it]}
  - id: second
    queues:
      - {id: network, categories: [network, vpn]}
      - {id: applications, default: true}
moved: {old: desk}
"""


def told(text: str) -> list[tuple[int, str, str]]:
    """Line, fault and remedy of each."""
    document = read_text(text, "lines.yaml")
    found = faults_of(LINES, document.content)
    return [(document.line_of(one.where), one.message, one.remedy) for one in found]


def test_what_comes_with_the_service_has_no_fault() -> None:
    assert told(LINES.seed_text()) == []
    lines = Lines.from_content(read_text(LINES.seed_text(), "lines.v1.yaml").content, 1)
    assert [line.id for line in lines.lines] == ["self-service", "first", "second", "third"]
    assert lines.entry == "first"
    assert told(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "fault", "remedy"),
    [
        ("bounce_limit: 4", "bounce_limit: 0", 2, "0 is not possible", "give a number, 1 to 1000"),
        ("bounce_limit: 4", "bounce_limit: true", 2, "True is not possible", "give a number"),
        ("bounce_limit: 4\n", "", 1, "bounce_limit is missing", "add bounce_limit"),
        ("bounce_limit", "bounce_limits", 2, "bounce_limits is not known", "it takes kind,"),
        ("moderate", "urgent", 3, "'urgent' is not known", "use one of critical, high"),
        ("[carla]", "carla", 4, "'carla' is no list", "write a list"),
        ("[carla]", "[carla, 7]", 4, "7 is no name", "in quotes"),
        ("[carla]", "[' carla']", 4, "' carla' is no name", "write a name"),
        ("[carla]", "[carla, carla]", 4, "there is another coordinator carla", "rename one"),
        ("self-service", "''", 6, "'' is no name", "write a name of 1 to 256 signs"),
        ("  - id: self-service\n", "  - {}\n", 6, "id is missing", "add id"),
        ("id: second", "id: first", 11, "there is another line first", "rename one line"),
        ("id: network", "id: desk", 13, "there is another queue desk", "rename one queue"),
        ("id: network,", "ids: network,", 13, "ids is not known", "it takes id, categories"),
        ("[it]", "[italian]", 10, "'italian' is no language", "two small letters"),
        ("[it]", "[it_CH]", 10, "'it_CH' is no language", "it-CH"),
        ("[network, vpn]", "[network, network]", 13, "another category network", "rename one"),
        (
            "desk, default: true",
            "desk",
            8,
            "no queue of line first is the default",
            "default: true",
        ),
        (
            "languages: [it]",
            "default: true",
            10,
            "line first has another default queue",
            "keep default: true for one",
        ),
        ("desk, default: true", "desk, default: yes", 9, "'yes' is neither true", "write true"),
        ("  - id: self-service\n", "", 0, "", ""),
        (
            "  - id: self-service\n",
            "  - id: self-service\n  - id: chat\n",
            7,
            "line chat has no queue; only the lowest, self-service, may",
            "give it a queue",
        ),
        ("{old: desk}", "{old: dsk}", 15, "'dsk' is no queue of this version", "name one of desk,"),
        ("{old: desk}", "{desk-it: desk}", 15, "queue desk-it is still there", "remove the queue"),
        ("{old: desk}", "[old]", 15, "['old'] is no table", "write {the-old-queue: the-new-one}"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do(
    old: str, new: str, line: int, fault: str, remedy: str
) -> None:
    assert old in GOOD
    found = told(GOOD.replace(old, new, 1))
    if not fault:
        assert found == []
        return
    assert (line, True, True) in [
        (at, fault in message, remedy in way) for at, message, way in found
    ], found


@pytest.mark.parametrize(
    "lines", ["[]", "7", "[7]", "[{id: self-service}]", "[{id: a, queues: 7}]"]
)
def test_a_desk_on_which_nobody_could_work_is_refused(lines: str) -> None:
    text = GOOD.partition("lines:\n")[0] + f"lines: {lines}\n"
    assert told(text)


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = GOOD.replace("4", "0").replace("moderate", "x").replace("[it]", "[x]")
    found = [line for line, _, _ in told(text)]
    assert len(found) == 3
    assert all(one < other for one, other in pairwise(found))
