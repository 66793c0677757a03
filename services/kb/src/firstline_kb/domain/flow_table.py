"""From a table, as people write it, to a flow that ends: every fault with its remedy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from firstline_chassis.policies.checking import Findings
from firstline_chassis.policies.contents import Content, Fault, PolicyKind, Where
from firstline_kb.domain import flow_shapes, flow_texts, flow_ways
from firstline_kb.domain.flow_texts import DETAILS, LABEL, SUMMARY, TITLE, TOLD
from firstline_kb.domain.flow_ways import Leads

MOST_STEPS = 100
MOST_OPTIONS = 12
MOST_TAGS = 20
_REQUIRED = ("kind", "name", "category", "languages", "title", "summary", "start", "steps")
_OPTIONAL = ("tags", "retired")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OUTCOMES = ("solved", "not_solved")


def faults(content: Content) -> Sequence[Fault]:
    """Every fault of the content; none: `Flow.from_content` takes it."""
    found = Findings()
    table = found.table(content, (), _REQUIRED, _OPTIONAL)
    _head(found, table)
    claimed = flow_texts.languages(found, table.get("languages", []), ("languages",))
    for kind in (TITLE, SUMMARY):
        if kind.what in table:
            flow_texts.check(found, table[kind.what], (kind.what,), kind, claimed)
    if "steps" in table:
        _steps(found, table["steps"], claimed, table.get("start"))
    return found.faults


def _head(found: Findings, table: Content) -> None:
    if "name" in table:
        name(found, table["name"], ("name",), "vpn-does-not-connect")
    if "category" in table:
        found.word(table["category"], ("category",))
    tags = [(at, found.word(one, at)) for at, one in found.items(table.get("tags", []), ("tags",))]
    found.unique(tags, "tag")
    if len(tags) > MOST_TAGS:
        found.note(("tags",), f"there are {len(tags)} tags; {MOST_TAGS} may be", "remove some")
    if "retired" in table:
        found.word(table["retired"], ("retired",))


def name(found: Findings, value: Any, where: Where, example: str) -> str | None:
    """A short name as in an address."""
    if isinstance(value, str) and len(value) <= 80 and _NAME.fullmatch(value):
        return value
    told = f"{value!r} is no short name" if len(repr(value)) <= 80 else "it is no short name"
    remedy = f"write small letters, digits and single hyphens, 80 at most: {example}"
    found.note(where, told, remedy)
    return None


def _steps(found: Findings, steps: Any, claimed: Sequence[str], start: Any) -> None:
    if not isinstance(steps, dict) or not steps:
        found.note(("steps",), "there are no steps", "write a table: {first-question: {…}}")
        return
    if len(steps) > MOST_STEPS:
        told = f"there are {len(steps)} steps; {MOST_STEPS} may be"
        found.note(("steps",), told, "make two flows of it, and let the first name the second")
        return
    leads = {one: list(_step(found, one, step, claimed)) for one, step in steps.items()}
    sound = {one for one, step in steps.items() if flow_shapes.is_sound(step)}
    is_whole = len(sound) == len(steps)
    if is_whole and not any("end" in one for one in steps.values()):
        told = "no step is an end: nobody would ever be through"
        found.note(("steps",), told, "add one: {end: solved, text: {…}}")
    flow_ways.check(found, steps, leads, start, sound)


def _step(found: Findings, named: str, step: Any, claimed: Sequence[str]) -> Iterator[Leads]:
    """Looks through one step; yields where it leads."""
    where: Where = ("steps", named)
    name(found, named, where, "lamp-is-on")
    shape = flow_shapes.shape_of(found, step, where)
    if shape is None:
        return
    table = found.table(step, where, *flow_shapes.SHAPES[shape])
    told = "text" if shape == "end" else shape
    if told in table:
        flow_texts.check(found, table[told], (*where, told), TOLD._replace(what=told), claimed)
    if "details" in table:
        flow_texts.check(found, table["details"], (*where, "details"), DETAILS, claimed)
    if shape == "end":
        _end(found, table, where)
    elif shape == "question":
        yield from _options(found, table.get("options", []), (*where, "options"), claimed)
    else:
        for key in ("helped", "next"):
            yield from _leads(found, table, key, where)


def _leads(found: Findings, table: Content, key: str, where: Where) -> Iterator[Leads]:
    to = table.get(key)
    if isinstance(to, str):
        yield Leads((*where, key), to)
    elif key in table:
        found.note((*where, key), "it leads nowhere", "name the step that comes next")


def _end(found: Findings, table: Mapping[str, Any], where: Where) -> None:
    if "end" in table:
        found.one_of(table["end"], (*where, "end"), _OUTCOMES)
    if "article" in table:
        name(found, table["article"], (*where, "article"), "vpn-does-not-connect")


def _options(
    found: Findings, options: Any, where: Where, claimed: Sequence[str]
) -> Iterator[Leads]:
    tables = []
    for at, one in found.items(options, where, least=2):
        option = found.table(one, at, flow_shapes.OPTION)
        tables.append((at, option))
        if "label" in option:
            flow_texts.check(found, option["label"], (*at, "label"), LABEL, claimed)
        yield from _leads(found, option, "next", at)
    if len(tables) > MOST_OPTIONS:
        told = f"there are {len(tables)} options; {MOST_OPTIONS} may be"
        found.note(where, told, "ask in two steps")
    ids = [((*at, "id"), option["id"]) for at, option in tables if "id" in option]
    found.unique([(at, name(found, one, at, "lamp-is-on")) for at, one in ids], "option")
    flow_texts.unlike(found, [((*at, "label"), option.get("label")) for at, option in tables])


FLOW = PolicyKind(
    name="flow",
    owner="kb",
    about="a guided flow: questions and steps that lead to an end",
    check=faults,
    named_by="name",
)
