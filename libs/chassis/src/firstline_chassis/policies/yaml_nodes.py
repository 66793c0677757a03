"""From YAML's nodes to plain JSON by YAML 1.2's core schema, which knows no dates and no `yes`."""

import re
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from firstline_chassis.policies.contents import Content, Where

_CORE = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_OTHER_BASES = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}")
_BROKEN = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_TEXTS = frozenset(f"{_CORE}{name}" for name in ("str", "timestamp", "merge", "value"))


class Misread(Exception):
    """Something that YAML allows and a policy doesn't."""

    def __init__(self, line: int, message: str, remedy: str):
        super().__init__(message)
        self.line, self.remedy = line, remedy


def lines_and_content(node: Node | None) -> tuple[dict[Where, int], Content]:
    """Raises Misread. The lines are counted from 1; that of a key is the key's own."""
    if node is None:
        raise Misread(1, "the file is empty", "begin with kind: …")
    if not isinstance(node, MappingNode):
        raise Misread(_line(node), "the file is no table", "begin with kind: …")
    lines: dict[Where, int] = {(): 1}
    return lines, _table(node, (), lines)


def _value(node: Node, where: Where, lines: dict[Where, int]) -> Any:
    lines.setdefault(where, _line(node))
    if isinstance(node, MappingNode) and node.tag == f"{_CORE}map":
        return _table(node, where, lines)
    if isinstance(node, SequenceNode) and node.tag == f"{_CORE}seq":
        return [_value(one, (*where, place), lines) for place, one in enumerate(node.value)]
    if isinstance(node, ScalarNode):
        return _scalar(node)
    raise _tagged(node)


def _table(node: MappingNode, where: Where, lines: dict[Where, int]) -> Content:
    table: Content = {}
    for named, node_of_value in node.value:
        key = _scalar(named) if isinstance(named, ScalarNode) else None
        if not isinstance(key, str):
            raise Misread(_line(named), "a key is no word", "put the key in quotes")
        if key in table:
            before = lines[*where, key]
            raise Misread(_line(named), f"{key} is said twice", f"keep one; line {before} has it")
        lines[*where, key] = _line(named)
        table[key] = _value(node_of_value, (*where, key), lines)
    return table


def _scalar(node: ScalarNode) -> str | int | float | bool | None:
    kind, text = str(node.tag).removeprefix(_CORE), str(node.value)
    if node.style in ("'", '"', "|", ">") or node.tag in _TEXTS:
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return {"true": True, "false": False}.get(text.lower(), text)
    if kind in ("int", "float"):
        return _number(node, text)
    raise _tagged(node)


def _number(node: ScalarNode, text: str) -> str | int | float:
    """What looks like a number to older YAML, such as 1_000, is a text in YAML 1.2."""
    if _WHOLE.fullmatch(text):
        return int(text)
    if _OTHER_BASES.fullmatch(text):
        return int(text, 0)
    is_broken = _BROKEN.fullmatch(text) and not text.lstrip("+-").isdecimal()
    if is_broken and (number := float(text)) - number == 0:
        return number
    if text.lower().strip("+-0123456789.e") in ("", "inf", "nan"):
        raise Misread(_line(node), f"{text} is no number that JSON has", "give a finite number")
    return text


def _tagged(node: Node) -> Misread:
    return Misread(_line(node), f"the tag {node.tag} is not taken", "remove the tag")


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
