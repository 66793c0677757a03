"""Why a record can't be read, said so that its publisher can mend it and nobody is exposed."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

SHOWN = 5
"""How many faults of a record are named; a count stands for the rest."""

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")


class Unreadable(ValueError):
    """An inbound record can't be read: `code` is for programs, `reason` for people.

    Neither repeats what the record says in its fields, which may be personal. `known` holds
    those of `id`, `source` and `type` that could be read all the same, for the receipt.
    """

    def __init__(self, code: str, reason: str, known: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
        self.known: Mapping[str, str] = known or {}


def faults(error: ValidationError, whole: str) -> str:
    """The first faults that pydantic found, by field and without any value, in one line.

    `whole` names what was validated, for a fault of the thing itself.
    """
    details = error.errors(include_input=False, include_url=False, include_context=False)
    named = [f"{_field(one['loc']) or whole}: {_message(one)}" for one in details[:SHOWN]]
    more = len(details) - SHOWN
    return "; ".join(named) + (f"; and {more} more" if more > 0 else "")


def shown_name(name: object) -> str:
    """A name that the publisher chose, where it can be shown: others might be a person's words."""
    text = str(name)
    return text if _PLAIN_NAME.fullmatch(text) else "(a name that can't be shown)"


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) if isinstance(part, int) else shown_name(part) for part in location)


def _message(detail: Any) -> str:
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is no field of this type"
        case "model_type" | "dict_type":
            return "must be a JSON object"
    return str(detail["msg"]).removeprefix("Value error, ")
