"""Whatever JSON comes: every wrong field with its remedy, or a clean answer and nothing else."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstline_intake.domain.errors import WrongFields
from firstline_intake.domain.forms import Forms
from firstline_intake.domain.forms_table import faults

LABEL = {"en": "x"}
FIELDS: list[dict[str, Any]] = [
    {"id": "serial", "type": "text", "label": LABEL, "required": True, "pattern": "SN-[0-9]+"},
    {"id": "note", "type": "text", "label": LABEL, "max": 5},
    {"id": "place", "type": "choice", "label": LABEL, "choices": ["hall", "office"]},
    {"id": "count", "type": "number", "label": LABEL, "min": -3, "max": 7},
    {"id": "urgent", "type": "yes_no", "label": LABEL},
    {"id": "since", "type": "date", "label": LABEL},
]
CONTENT: dict[str, Any] = {"kind": "forms", "forms": [{"category": "hardware", "fields": FIELDS}]}
FORMS = Forms.from_content(CONTENT, 1)
NAMES = [str(one["id"]) for one in FIELDS]
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
likely = st.sampled_from(["SN-1", "SN-1\n", "hall", "2026-02-30", "2026-02-28", "", " ", 7, 8, -4])
values = st.recursive(
    scalars | likely, lambda one: st.lists(one) | st.dictionaries(st.text(), one), max_leaves=5
)
answers = st.dictionaries(st.sampled_from(NAMES) | st.text(), values)


def test_the_form_of_these_tests_is_one() -> None:
    assert faults(CONTENT) == []


@given(answers)
def test_an_answer_is_clean_or_every_wrong_field_is_told(given_fields: dict[str, Any]) -> None:
    try:
        clean = FORMS.checked("hardware", given_fields)
    except WrongFields as refusal:
        told = refusal.members["errors"]
        assert told
        assert all(one["pointer"].startswith("/fields/") for one in told)
        assert all(one["reason"] and one["remedy"] for one in told)
    else:
        assert clean.items() <= given_fields.items()
        assert re.fullmatch("SN-[0-9]+", str(clean["serial"]))
        assert set(clean) <= set(NAMES)
        assert FORMS.checked("hardware", clean) == clean


@given(answers.filter(bool))
def test_a_category_without_a_form_takes_nothing(given_fields: dict[str, Any]) -> None:
    with pytest.raises(WrongFields) as refusal:
        FORMS.checked("software", given_fields)
    assert len(refusal.value.members["errors"]) == min(len(given_fields), 50)


@given(values)
def test_whatever_is_written_as_forms_has_faults_or_can_be_used(content: Any) -> None:
    written = {"kind": "forms", "forms": content, "default": content}
    if not faults(written):
        Forms.from_content(written, 1)
