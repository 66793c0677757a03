"""What a category's form asks for, and whether what was given is that: a pure value."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import StringConstraints, TypeAdapter, ValidationError

from firstline_intake.domain.errors import WrongFields

Value = str | bool | int
Texts = Mapping[str, str]
"""By language: `{en: Serial number, it: Numero di serie}`."""
MAX_TEXT = 10_000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = 2**53
"""Beyond it JSON readers disagree."""
_TOLD = 50
"""How many wrong fields are told at most."""


class Question(NamedTuple):
    """One field. `least` and `most` bound a number, or the length of a text."""

    id: str
    type: str
    label: Texts
    required: bool = False
    help: Texts | None = None
    choices: tuple[str, ...] = ()
    pattern: str | None = None
    least: int | None = None
    most: int | None = None


class Form(NamedTuple):
    """The questions of one category; of all categories without a form, where it says none."""

    category: str | None
    title: Texts | None
    questions: tuple[Question, ...]


class Wrong(NamedTuple):
    """One field that can't be taken: where, why, and what to give instead."""

    pointer: str
    reason: str
    remedy: str


class Forms(NamedTuple):
    """One version of the forms."""

    version: int
    forms: Mapping[str, Form]
    default: Form

    @classmethod
    def from_content(cls, content: Mapping[str, Any], version: int) -> "Forms":
        """The value of a content in which `forms_table.faults` finds nothing."""
        forms = [
            Form(one["category"], one.get("title"), _questions(one["fields"]))
            for one in content["forms"]
        ]
        default = Form(None, None, _questions(content.get("default", [])))
        return cls(version, {str(one.category): one for one in forms}, default)

    @property
    def label(self) -> str:
        """How a decision names this version."""
        return f"forms@{self.version}"

    def of(self, category: str | None) -> Form:
        """The form of a category: its own, or the default one."""
        return self.forms.get(category, self.default) if category else self.default

    def checked(self, category: str | None, given: Mapping[str, Any]) -> dict[str, Value]:
        """What was given, less what says nothing. Raises WrongFields with every field's fault."""
        form, clean = self.of(category), dict[str, Value]()
        wrong = list(_unknown(form, given))
        for question in form.questions:
            value = given.get(question.id)
            if value is None or (isinstance(value, str) and not value.strip()):
                wrong += _missing(question)
            elif fault := fault_of(question, value):
                wrong.append(Wrong(_pointer(question.id), *fault))
            else:
                clean[question.id] = value
        if wrong:
            raise _refusal(self.label, wrong)
        return clean


def fault_of(question: Question, value: object) -> tuple[str, str] | None:
    """Why the value doesn't answer the question, and the remedy; None: it does."""
    match question.type:
        case "yes_no":
            return None if isinstance(value, bool) else ("is neither yes nor no", "true or false")
        case "number":
            return _number_fault(question, value)
        case "date":
            return None if _is_date(value) else ("is no date", "write it as 2026-03-02")
        case "choice":
            choices = ", ".join(question.choices)
            return None if value in question.choices else ("is no choice", f"one of: {choices}")
        case _:
            return _text_fault(question, value)


@lru_cache(256)
def matcher(pattern: str) -> TypeAdapter[str]:
    """Matches whole texts, in time that grows with their length alone, whatever the pattern.

    Raises pydantic_core.SchemaError for what is no pattern.
    """
    return TypeAdapter(Annotated[str, StringConstraints(pattern=f"^(?:{pattern})$")])


def _questions(fields: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(
        Question(
            id=one["id"],
            type=one["type"],
            label=one["label"],
            required=one.get("required", False),
            help=one.get("help"),
            choices=tuple(one.get("choices", ())),
            pattern=one.get("pattern"),
            least=one.get("min"),
            most=one.get("max"),
        )
        for one in fields
    )


def _unknown(form: Form, given: Mapping[str, Any]) -> Iterator[Wrong]:
    known = [question.id for question in form.questions]
    takes = f"it takes {', '.join(known)}" if known else "its category takes no fields"
    for name in given:
        if name not in known:
            yield Wrong(_pointer(name), "the form has no such field", takes)


def _missing(question: Question) -> list[Wrong]:
    if not question.required:
        return []
    return [Wrong(_pointer(question.id), "is required", f"give {_expected(question)}")]


def _expected(question: Question) -> str:
    match question.type:
        case "yes_no":
            return "true or false"
        case "number":
            return "a whole number"
        case "date":
            return "a date such as 2026-03-02"
        case "choice":
            return f"one of: {', '.join(question.choices)}"
        case _:
            return "a text"


def _number_fault(question: Question, value: object) -> tuple[str, str] | None:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= _WHOLE:
        return "is no whole number", "write digits alone, without quotes"
    return _bounds_fault(question, value, "")


def _text_fault(question: Question, value: object) -> tuple[str, str] | None:
    if not isinstance(value, str):
        return "is no text", "write it in quotes"
    if "\0" in value or len(value) > MAX_TEXT:
        return "is too long or holds the NUL character", f"at most {MAX_TEXT} signs"
    if fault := _bounds_fault(question, len(value), " signs"):
        return fault
    if question.pattern is not None and not _matches(question.pattern, value):
        return "has not the form that is asked for", f"match {question.pattern}"
    return None


def _bounds_fault(question: Question, size: int, unit: str) -> tuple[str, str] | None:
    if question.least is not None and size < question.least:
        return (
            f"is under the least, {question.least}{unit}",
            f"give at least {question.least}{unit}",
        )
    if question.most is not None and size > question.most:
        return f"is over {question.most}{unit}", f"give at most {question.most}{unit}"
    return None


def _matches(pattern: str, value: str) -> bool:
    try:
        matcher(pattern).validate_python(value)
    except ValidationError:
        return False
    return True


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _pointer(name: str) -> str:
    """RFC 6901, below the body's root."""
    return "/fields/" + name[:256].replace("~", "~0").replace("/", "~1")


def _refusal(label: str, wrong: Sequence[Wrong]) -> WrongFields:
    told = [one._asdict() for one in wrong[:_TOLD]]
    said = "; ".join(f"{one.pointer} {one.reason}: {one.remedy}" for one in wrong[:_TOLD])
    return WrongFields(f"{said} ({label})", errors=told, form=label)
