"""Looking through a content and gathering every fault, so that one reading mends them all."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from firstline_chassis.policies.contents import Fault, Where

MAX_WORD = 256


class Findings:
    """Each method looks at one value: it gives what can be used of it, and notes what is wrong."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def note(self, where: Where, message: str, remedy: str) -> None:
        self.faults.append(Fault(where, message, remedy))

    def table(
        self, value: Any, where: Where, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Any]:
        """Its known keys; a missing one and a misspelt one are faults, never a default."""
        keys = [*required, *optional]
        wanted = f"it takes {', '.join(keys)}"
        if not isinstance(value, dict):
            self.note(where, f"{_shown(value)} is no table", wanted)
            return {}
        for key in value:
            if key not in keys:
                self.note((*where, key), f"{key} is not known", wanted)
        for key in required:
            if key not in value:
                self.note(where, f"{key} is missing", f"add {key}: {wanted}")
        return {key: value[key] for key in keys if key in value}

    def items(self, value: Any, where: Where, *, least: int = 0) -> Iterator[tuple[Where, Any]]:
        """Each item of a list with its place; nothing where there is no list."""
        if not isinstance(value, list):
            self.note(where, f"{_shown(value)} is no list", "write a list: [one, another]")
            return
        if len(value) < least:
            self.note(where, f"there are {len(value)} of at least {least}", "add what is missing")
        for place, item in enumerate(value):
            yield (*where, place), item

    def word(self, value: Any, where: Where) -> str | None:
        """A short name in which no sign is lost: no blank around it, no line break, not empty."""
        fits = isinstance(value, str) and 0 < len(value) <= MAX_WORD and value.isprintable()
        if fits and value.strip() == value:
            return str(value)
        remedy = f"write a name of 1 to {MAX_WORD} signs; in quotes, if it looks like a number"
        self.note(where, f"{_shown(value)} is no name", remedy)
        return None

    def whole(self, value: Any, where: Where, least: int, most: int) -> int | None:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if is_number and least <= value <= most:
            return int(value)
        self.note(where, f"{_shown(value)} is not possible", f"give a number, {least} to {most}")
        return None

    def flag(self, value: Any, where: Where) -> bool | None:
        if isinstance(value, bool):
            return value
        self.note(where, f"{_shown(value)} is neither true nor false", "write true or false")
        return None

    def one_of(self, value: Any, where: Where, words: Iterable[str]) -> str | None:
        known = list(words)
        if isinstance(value, str) and value in known:
            return value
        self.note(where, f"{_shown(value)} is not known", f"use one of {', '.join(known)}")
        return None

    def unique(self, named: Iterable[tuple[Where, str | None]], what: str) -> None:
        """No name twice; the fault is the later one's."""
        seen: dict[str, Where] = {}
        for where, name in named:
            if name is not None and seen.setdefault(name, where) != where:
                self.note(where, f"there is another {what} {name}", f"rename one {what}")


def _shown(value: object) -> str:
    said = repr(value)
    return said if len(said) <= 60 else f"{said[:57]}…"
