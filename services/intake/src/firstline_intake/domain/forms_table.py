"""From forms as people write them to forms that can be trusted: every fault with its remedy."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from pydantic_core import SchemaError

from firstline_chassis.policies.checking import Findings
from firstline_chassis.policies.contents import Content, Fault, PolicyKind, Where
from firstline_intake.domain.forms import MAX_TEXT, matcher

TYPES = ("text", "choice", "number", "yes_no", "date")
_OPTIONAL = ("required", "help", "choices", "pattern", "min", "max")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_ID = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_MAX_FIELDS = 50
_MAX_LABEL = 1_000
_WIDEST = 2**53


def faults(content: Content) -> Sequence[Fault]:
    """Every fault of the content; none: `Forms.from_content` takes it."""
    found = Findings()
    table = found.table(content, (), ("kind", "forms"), ("default",))
    categories = []
    for where, one in found.items(table.get("forms", []), ("forms",)):
        form = found.table(one, where, ("category", "fields"), ("title",))
        place = (*where, "category")
        if "category" in form:
            categories.append((place, found.word(form["category"], place)))
        title = form.get("title")
        spoken = _texts(found, title, (*where, "title"), None) if title is not None else None
        _fields(found, form.get("fields", []), (*where, "fields"), spoken)
    found.unique(categories, "form for")
    _fields(found, table.get("default", []), ("default",), None)
    return found.faults


def _fields(found: Findings, fields: Any, where: Where, spoken: Collection[str] | None) -> None:
    """Every text of one form speaks the same languages: those of its title, or of its first."""
    named = []
    for place, one in found.items(fields, where):
        field = found.table(one, place, ("id", "type", "label"), _OPTIONAL)
        if "id" in field:
            named.append(((*place, "id"), _id(found, field["id"], (*place, "id"))))
        for key in ("label", "help"):
            if key in field:
                said = _texts(found, field[key], (*place, key), spoken)
                spoken = spoken or said
        _field(found, field, place)
    found.unique(named, "field")
    if len(named) > _MAX_FIELDS:
        told = f"there are {len(named)} fields; a form has {_MAX_FIELDS} at most"
        found.note(where, told, "ask for less")


def _field(found: Findings, field: dict[str, Any], where: Where) -> None:
    kind = None
    if "type" in field:
        kind = found.one_of(field["type"], (*where, "type"), TYPES)
    if "required" in field:
        found.flag(field["required"], (*where, "required"))
    if kind is not None:
        _only_where_it_counts(found, field, where, kind)
        _choices(found, field, where, kind)
    if "pattern" in field:
        _pattern(found, field["pattern"], (*where, "pattern"))
    _bounds(found, field, where, kind)


def _only_where_it_counts(found: Findings, field: dict[str, Any], where: Where, kind: str) -> None:
    takes = {"choices": ("choice",), "pattern": ("text",)} | dict.fromkeys(
        ("min", "max"), ("number", "text")
    )
    for key, kinds in takes.items():
        if key in field and kind not in kinds:
            told = f"a field of the type {kind} has no {key}"
            found.note((*where, key), told, f"remove {key}, or take the type {' or '.join(kinds)}")


def _choices(found: Findings, field: dict[str, Any], where: Where, kind: str) -> None:
    if kind != "choice":
        return
    if "choices" not in field:
        found.note(where, "a choice without choices can't be answered", "add choices: [one, two]")
        return
    place = (*where, "choices")
    named = [(at, found.word(one, at)) for at, one in found.items(field["choices"], place, least=1)]
    found.unique(named, "choice")


def _pattern(found: Findings, pattern: Any, where: Where) -> None:
    wrong = "it is no text"
    if isinstance(pattern, str) and len(pattern) <= _MAX_LABEL:
        try:
            matcher(pattern)
        except SchemaError as error:
            wrong = str(error).splitlines()[-1].strip() or "it is not understood"
        else:
            return
    remedy = "write a regular expression without look-around or back references: SN-[0-9]{6}"
    found.note(where, f"{pattern!r:.60} is no pattern: {wrong:.200}", remedy)


def _bounds(found: Findings, field: dict[str, Any], where: Where, kind: str | None) -> None:
    lowest, widest = (0, MAX_TEXT) if kind == "text" else (-_WIDEST, _WIDEST)
    least, most = (
        found.whole(field[key], (*where, key), lowest, widest) if key in field else None
        for key in ("min", "max")
    )
    if least is not None and most is not None and least > most:
        found.note((*where, "min"), f"min {least} is over max {most}", "swap them")


def _id(found: Findings, value: Any, where: Where) -> str | None:
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    remedy = "write small letters, digits, - and _, beginning with a letter, such as serial"
    found.note(where, f"{value!r:.60} is no id of a field", remedy)
    return None


def _texts(
    found: Findings, value: Any, where: Where, spoken: Collection[str] | None
) -> Collection[str] | None:
    """The languages of a text; a fault where it isn't said in all that its form speaks."""
    example = "write it by language: {en: Serial number, it: Numero di serie}"
    if not isinstance(value, dict) or not value:
        found.note(where, "it is said in no language", example)
        return None
    for language, text in value.items():
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            found.note((*where, language), f"{language!r:.60} is no language", example)
        if not isinstance(text, str) or not text.strip() or len(text) > _MAX_LABEL:
            told = f"it is no text of 1 to {_MAX_LABEL} signs"
            found.note((*where, language), told, example)
    if spoken is not None and set(spoken) != set(value):
        told = f"it is said in {', '.join(map(str, value))}, but the form in {', '.join(spoken)}"
        found.note(where, told, "say every text of a form in the same languages")
    return list(value)


FORMS = PolicyKind(
    name="forms",
    owner="intake",
    about="What is asked of whoever opens a ticket, by category",
    check=faults,
    package="firstline_intake",
    seed="policies/forms.v1.yaml",
)
