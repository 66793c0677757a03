"""A flow is checked whole: every fault is told with its line in the file and its remedy."""

import pytest

from firstline_chassis.policies.contents import faults_of
from firstline_chassis.policies.yaml_files import read_text
from firstline_kb.domain.flow_table import FLOW, MOST_OPTIONS, MOST_STEPS
from firstline_kb.domain.flow_ways import DEEPEST
from tests.support.flows import GOOD, content_of, text


def told(said: str) -> list[tuple[int, str, str]]:
    """Line, fault and remedy of each."""
    document = read_text(said, "flow.yaml")
    found = faults_of(FLOW, document.content)
    return [(document.line_of(one.where), one.message, one.remedy) for one in found]


def test_a_flow_without_a_fault_has_none() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "fault", "remedy"),
    [
        ("category: hardware\n", "", 1, "category is missing", "add category"),
        ("category:", "categorie:", 3, "categorie is not known", "it takes kind, name, category"),
        ("name: scanner-reads", "name: Scanner-reads", 2, "is no short name", "small letters"),
        ("name: scanner-reads-nothing", "name: 7", 2, "7 is no short name", "small letters"),
        ("[scanner]", "[scanner, scanner]", 4, "there is another tag scanner", "rename one"),
        ("[en, it]", "[en, it, en]", 5, "there is another language en", "rename one"),
        ("[en, it]", "[en, it, fr]", 5, "'fr' is not known", "use one of en, it, es, el"),
        ("[en, it]", "[en, it, es]", 6, "is missing in Spanish (es)", "add es: …, or remove it"),
        ("  it: Lo scanner non legge\n", "", 6, "title is missing in Italian (it)", "add it: …"),
        ("  it: Lo scanner", "  es: Lo scanner", 8, "Spanish (es) is none of", "add es to lang"),
        ("en: From the lamp to the dock.", "en: ''", 10, "the summary says nothing", "write a"),
        ("en: Is the lamp on?", "en: '  '", 15, "the question says nothing", "write a text"),
        ("en: Is the lamp on?", "en: 7", 15, "the question says nothing", "in quotes"),
        ("{en: Is the lamp on?, it: La lampada è accesa?}", "On?", 15, "says no lang", "{en: …"),
        ("start: lamp", "start: lamb", 12, "there is no step 'lamb'", "name one of lamp, clean"),
        ("start: lamp", "start: [lamp]", 12, "there is no step ['lamp']", "name one of lamp"),
        ("start: lamp", "start: broken", 12, "broken is an end", "begin with a question"),
        ("helped: other-dock", "helped: none", 26, "there is no step 'none'", "or add the step"),
        ("helped: other-dock", "helped: broken", 26, "is no end that says solved", "end: solved"),
        ("next: broken", "next: null", 27, "it leads nowhere", "name the step that comes next"),
        ("    next: broken\n", "", 24, "next is missing", "add next"),
        ("end: not_solved", "end: unsolved", 36, "'unsolved' is not known", "solved, not_solved"),
        ("id: dark", "id: lit", 18, "there is another option lit", "rename one option"),
        ("en: It is dark", "en: it is  LIT", 18, "another answer is called", "tells the two"),
        ("article: clean-the-scanner", "article: 7", 31, "7 is no short name", "small letters"),
        ("    end: not_solved\n", "", 35, "it asks, tells and ends nothing", "one of question"),
        ("    end: not_solved\n", "    end: solved\n    question: {}\n", 35, "at once", "one of"),
        ("tags: [scanner]", "tags: [scanner]\nretired: ''", 5, "'' is no name", "write a name"),
    ],
)
def test_a_fault_is_told_with_its_line_and_remedy(
    old: str, new: str, line: int, fault: str, remedy: str
) -> None:
    assert GOOD.count(old) == 1
    found = told(GOOD.replace(old, new))
    assert [one for one in found if one[0] == line and fault in one[1] and remedy in one[2]], found


def test_every_fault_is_told_at_once() -> None:
    spoiled = GOOD.replace("next: broken", "next: nowhere").replace(
        "en: Clean the", "fr: Clean the"
    )
    assert [(line, fault) for line, fault, _ in told(spoiled)] == [
        (20, "the instruction is missing in English (en)"),
        (20, "fr is none of the flow's languages"),
        (27, "there is no step 'nowhere'"),
        (35, "nobody ever reaches broken"),
    ]


def test_a_loop_is_told_by_its_steps_where_it_closes() -> None:
    found = told(GOOD.replace("next: broken", "next: lamp"))
    assert (
        27,
        "it goes round in a loop: lamp → dock → lamp",
        "lead to a later step, or to an end",
    ) in found


def test_a_step_that_leads_to_itself_is_a_loop() -> None:
    found = told(GOOD.replace("next: broken", "next: dock"))
    assert "it goes round in a loop: dock → dock" in [fault for _, fault, _ in found]


def test_two_loops_are_both_told() -> None:
    found = faults_of(
        FLOW, content_of({"s0": ["s1", "s2"], "s1": ["s0", "s2"], "s2": ["s1", "s3"], "s3": []})
    )
    assert [one.message for one in found] == [
        "it goes round in a loop: s0 → s1 → s0",
        "it goes round in a loop: s1 → s2 → s1",
    ]


def test_a_step_that_nobody_reaches_is_told() -> None:
    [fault] = faults_of(FLOW, content_of({"s0": ["s1", "s1"], "s1": [], "s2": ["s1", "s1"]}))
    assert (fault.where, fault.message) == (("steps", "s2"), "nobody ever reaches s2")


def test_a_flow_without_an_end_is_told_so() -> None:
    found = faults_of(FLOW, content_of({"s0": ["s1", "s1"], "s1": ["s0", "s0"]}))
    assert "no step is an end: nobody would ever be through" in [one.message for one in found]


@pytest.mark.parametrize("steps", [DEEPEST, DEEPEST + 1])
def test_a_way_may_be_so_long_and_no_longer(steps: int) -> None:
    ways = {f"s{one}": [f"s{one + 1}"] * 2 for one in range(steps - 1)}
    found = faults_of(FLOW, content_of({**ways, f"s{steps - 1}": []}))
    assert [one.message for one in found] == (
        [] if steps == DEEPEST else ["a way through it shows 26 steps; 25 may be"]
    )


def test_so_many_steps_and_options_may_be_and_no_more() -> None:
    options = [f"s{1 + place}" for place in range(MOST_OPTIONS + 1)]
    found = faults_of(FLOW, content_of({"s0": options, **{one: [] for one in options}}))
    assert [one.message for one in found] == ["there are 13 options; 12 may be"]
    many = content_of({f"s{one}": [] for one in range(MOST_STEPS + 1)})
    assert [one.message for one in faults_of(FLOW, many)] == ["there are 101 steps; 100 may be"]


@pytest.mark.parametrize(
    ("long", "told"),
    [
        ("x" * 201, "the question has 201 characters; 200 may be"),
        ("a\nb", "the question has line breaks and other signs that nobody sees"),
        ("a\x7f", "the question has line breaks and other signs that nobody sees"),
    ],
)
def test_a_text_is_one_line_of_words(long: str, told: str) -> None:
    content = content_of({"s0": ["s1", "s1"], "s1": []})
    content["steps"]["s0"]["question"] = text(long)
    assert [one.message for one in faults_of(FLOW, content)] == [told]


@pytest.mark.parametrize(
    "steps", [None, [], {}, "x", {"s0": None}, {"s0": []}, {"s0": {"question": {}}}]
)
def test_whatever_the_steps_are_they_are_told_and_nothing_breaks(steps: object) -> None:
    content = {**content_of({"s0": ["s1", "s1"], "s1": []}), "steps": steps}
    assert faults_of(FLOW, content)


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("    question: {en: Is", "    qestion: {en: Is", 15, "qestion is not known"),
        ("    helped: other-dock", "    helpt: other-dock", 26, "helpt is not known"),
        ("    end: not_solved", "    ned: not_solved", 36, "ned is not known"),
    ],
)
def test_a_misspelt_key_of_a_step_is_told_without_what_follows_from_it(
    old: str, new: str, line: int, fault: str
) -> None:
    assert GOOD.count(old) == 1
    found = told(GOOD.replace(old, new))
    assert (line, fault) in [one[:2] for one in found]
    assert not [one for one in found if "nobody" in one[1] or "asks, tells" in one[1]]
