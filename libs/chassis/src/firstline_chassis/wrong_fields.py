"""What is wrong with a field of a request, in words that say what would be right."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Fault = Mapping[str, Any]
"""One error as pydantic tells it: `type`, `loc`, `msg`, and `ctx` with its limits."""

_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is no field here: leave it out, or see /docs for how it is called",
    "timezone_aware": "must name its zone, such as 2016-02-29T01:16:00Z",
    "model_attributes_type": "must be a JSON object",
    "model_type": "must be a JSON object",
    "dict_type": "must be a JSON object",
    "list_type": "must be a JSON array",
    "string_type": "must be a text",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_pattern_mismatch": "must match {pattern}",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have at least {min_length} items, and has {actual_length}",
    "too_long": "must have at most {max_length} items",
    "json_invalid": "is not JSON from character {place} on: {error}",
}
_MOMENTS = ("datetime_parsing", "datetime_from_date_parsing", "datetime_type")
_IDS = ("uuid_parsing", "uuid_type")
_OUR_OWN = ("value_error", "assertion_error")
_SUBJECT = re.compile(r"^(Value error, |Assertion failed, )?(\w+ )?should ")


def reason(fault: Fault) -> str:
    """Why the field can't be taken as it is, and how it must be."""
    kind, message = str(fault["type"]), str(fault["msg"])
    if kind in _OUR_OWN:
        return message.removeprefix("Value error, ")
    if kind in _MOMENTS:
        return "must be an instant such as 2016-02-29T01:16:00Z"
    if kind in _IDS:
        return "must be a UUID such as 0198f2b4-6f1e-7c3a-9d52-1f0a6b7c8d9e"
    template = _REASONS.get(kind)
    if template is None:
        return _SUBJECT.sub("must ", message)
    return template.format_map({**fault.get("ctx", {}), "place": fault["loc"][-1]})


def location(fault: Fault) -> Sequence[int | str]:
    """Where the fault is; for what is no JSON, the body itself."""
    found: Sequence[int | str] = fault["loc"]
    return found[:1] if fault["type"] == "json_invalid" else found
