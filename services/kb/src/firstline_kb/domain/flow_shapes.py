"""What a step may be: a question, an instruction or an end, each with its own keys."""

from typing import Any

from firstline_chassis.policies.checking import Findings
from firstline_chassis.policies.contents import Where

SHAPES = {
    "question": (("question", "options"), ("details",)),
    "instruction": (("instruction", "helped", "next"), ("details",)),
    "end": (("end", "text"), ("details", "article")),
}
"""Of each shape the keys that it needs, and those that it may have."""
OPTION = ("id", "label", "next")
_KNOWN = {key for needed, more in SHAPES.values() for key in (*needed, *more)}


def shape_of(found: Findings, step: Any, where: Where) -> str | None:
    """The one shape of the step; None, with its faults noted, where it isn't one."""
    said = [shape for shape in SHAPES if isinstance(step, dict) and shape in step]
    if len(said) == 1:
        return said[0]
    unknown = [key for key in step if key not in _KNOWN] if isinstance(step, dict) else []
    if unknown and not said:
        for key in unknown:
            found.note((*where, key), f"{key} is not known", f"a step is one of {_each()}")
        return None
    told = f"it is {' and '.join(said)} at once" if said else "it asks, tells and ends nothing"
    found.note(where, told, f"give the step one of {', '.join(SHAPES)}")
    return None


def is_sound(step: Any) -> bool:
    """Whether its keys are those of its shape, so that it tells where it leads."""
    said = [shape for shape in SHAPES if isinstance(step, dict) and shape in step]
    if len(said) != 1:
        return False
    needed, more = SHAPES[said[0]]
    options = step.get("options") if said[0] == "question" else []
    return _has(step, needed, more) and isinstance(options, list) and all(map(_is_option, options))


def _is_option(option: Any) -> bool:
    return isinstance(option, dict) and _has(option, OPTION, ())


def _has(table: dict[Any, Any], needed: tuple[str, ...], more: tuple[str, ...]) -> bool:
    return set(needed) <= set(table) <= {*needed, *more}


def _each() -> str:
    return "; ".join(f"{shape}: {', '.join(needed)}" for shape, (needed, _) in SHAPES.items())
