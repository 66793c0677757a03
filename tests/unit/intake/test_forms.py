"""Forms: what is asked, what an answer must be, and what is wrong with a version of them."""

from typing import Any

import pytest

from firstline_chassis.policies.contents import faults_of
from firstline_chassis.policies.yaml_files import read_text
from firstline_intake.domain.errors import WrongFields
from firstline_intake.domain.forms import Forms
from firstline_intake.domain.forms_table import FORMS

LABEL = {"en": "Serial number", "it": "Numero di serie"}


def field(**says: Any) -> dict[str, Any]:
    return {"id": "serial", "type": "text", "label": LABEL, **says}


def content(*fields: dict[str, Any], **says: Any) -> dict[str, Any]:
    form = {"category": "hardware", "fields": list(fields)}
    return {"kind": "forms", "forms": [form], **says}


def forms(*fields: dict[str, Any], **says: Any) -> Forms:
    written = content(*fields, **says)
    assert faults_of(FORMS, written) == []
    return Forms.from_content(written, 2)


def refused(asked: Forms, given: dict[str, Any], category: str = "hardware") -> list[list[str]]:
    with pytest.raises(WrongFields) as refusal:
        asked.checked(category, given)
    return [[one["pointer"], one["reason"]] for one in refusal.value.members["errors"]]


@pytest.mark.parametrize(
    ("says", "value"),
    [
        ({}, "SN-1"),
        ({"pattern": "SN-[0-9]+"}, "SN-123456"),
        ({"min": 2, "max": 3}, "abc"),
        ({"type": "number", "min": 1, "max": 3}, 3),
        ({"type": "yes_no"}, False),
        ({"type": "date"}, "2024-02-29"),
        ({"type": "choice", "choices": ["hall 1", "office"]}, "office"),
    ],
)
def test_an_answer_of_the_right_kind_is_taken_as_it_is(says: dict[str, Any], value: Any) -> None:
    assert forms(field(**says)).checked("hardware", {"serial": value}) == {"serial": value}


@pytest.mark.parametrize(
    ("says", "value"),
    [
        ({}, 7),
        ({}, "a\0b"),
        ({}, "x" * 10_001),
        ({"pattern": "SN-[0-9]+"}, "SN-1\n"),
        ({"pattern": "SN-[0-9]+"}, "my SN-1"),
        ({"min": 2}, "a"),
        ({"max": 3}, "abcd"),
        ({"type": "number"}, True),
        ({"type": "number"}, 1.0),
        ({"type": "number"}, "1"),
        ({"type": "number"}, 2**53),
        ({"type": "number", "max": 3}, 4),
        ({"type": "yes_no"}, 1),
        ({"type": "yes_no"}, "yes"),
        ({"type": "date"}, "2023-02-29"),
        ({"type": "date"}, "20240229"),
        ({"type": "date"}, "2024-02-29T00:00"),
        ({"type": "choice", "choices": ["office"]}, "Office"),
        ({"type": "choice", "choices": ["office"]}, ["office"]),
    ],
)
def test_an_answer_of_another_kind_is_told_at_its_field(says: dict[str, Any], value: Any) -> None:
    assert [one[0] for one in refused(forms(field(**says)), {"serial": value})] == [
        "/fields/serial"
    ]


def test_every_wrong_field_is_told_at_once() -> None:
    asked = forms(field(required=True), field(id="count", type="number"))
    assert refused(asked, {"count": "x", "a/b~": 1}) == [
        ["/fields/a~1b~0", "the form has no such field"],
        ["/fields/serial", "is required"],
        ["/fields/count", "is no whole number"],
    ]


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_nothing_said_is_nothing_kept_and_not_enough_where_it_is_required(nothing: Any) -> None:
    assert forms(field()).checked("hardware", {"serial": nothing}) == {}
    assert refused(forms(field(required=True)), {"serial": nothing})


def test_a_category_without_a_form_takes_none_or_the_default() -> None:
    assert forms(field()).checked("mail", {}) == {}
    assert refused(forms(field()), {"serial": "x"}, "mail")
    asked = forms(field(), default=[field(id="place")])
    assert asked.checked(None, {"place": "x"}) == asked.checked("mail", {"place": "x"})
    assert refused(asked, {"place": "x"}, "hardware")


def test_a_pattern_takes_no_longer_for_a_text_that_was_made_to_delay_it() -> None:
    asked = forms(field(pattern="(a+)+b"))
    assert refused(asked, {"serial": "a" * 10_000})


@pytest.mark.parametrize(
    ("written", "where", "said"),
    [
        (content(field(), field()), ("forms", 0, "fields", 1, "id"), "another field serial"),
        (content(field(type="colour")), ("forms", 0, "fields", 0, "type"), "not known"),
        (content(field(type="choice")), ("forms", 0, "fields", 0), "without choices"),
        (content(field(type="choice", choices=[])), ("forms", 0, "fields", 0, "choices"), "0 of"),
        (content(field(choices=["a"])), ("forms", 0, "fields", 0, "choices"), "has no choices"),
        (content(field(pattern="[")), ("forms", 0, "fields", 0, "pattern"), "no pattern"),
        (content(field(pattern="(?=a)")), ("forms", 0, "fields", 0, "pattern"), "no pattern"),
        (content(field(label="Serial")), ("forms", 0, "fields", 0, "label"), "no language"),
        (
            content(field(label={"english": "x"})),
            ("forms", 0, "fields", 0, "label", "english"),
            "is no language",
        ),
        (content(field(help={"en": "x"})), ("forms", 0, "fields", 0, "help"), "but the form in"),
        (content(field(min=3, max=2)), ("forms", 0, "fields", 0, "min"), "over max"),
        (content(field(id="a b")), ("forms", 0, "fields", 0, "id"), "no id"),
        (content(field(requird=True)), ("forms", 0, "fields", 0, "requird"), "not known"),
        ({"kind": "forms"}, ("forms",), "missing"),
        (content(forms=[{"category": "a", "fields": []}] * 2), ("forms", 1, "category"), "another"),
    ],
)
def test_a_fault_is_told_at_its_place_with_the_remedy(
    written: dict[str, Any], where: tuple[str | int, ...], said: str
) -> None:
    found = [one for one in faults_of(FORMS, written) if said in one.message]
    assert [one.where for one in found][:1] in ([where], [where[:-1]])
    assert all(one.remedy for one in found)


def test_the_forms_that_come_with_the_service_ask_for_nothing() -> None:
    read = read_text(FORMS.seed_text(), FORMS.seed)
    assert faults_of(FORMS, read.content) == []
    assert Forms.from_content(read.content, 1).checked("hardware", {}) == {}
