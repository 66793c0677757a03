"""Whatever can hold a person's name or words is marked, and passes the codec."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from firstline_chassis.received import read_data, read_envelope
from firstline_events import intake, triage
from firstline_events.envelope import Envelope, write_envelope
from firstline_events.message import Body
from firstline_events.personal import SUBJECT_WORDS, personal_fields
from tests.support.goldens import INBOUND, OWN, golden_bytes
from tests.support.received import attributes

T = TypeVar("T")
every_model = pytest.mark.parametrize("model", [*INBOUND, *OWN], ids=lambda model: model.TYPE)

NAMES_OF_PEOPLE = {"requester", "author", "assignee", "name"}
"""Fields that name a person, wherever they stand; texts written by people are found by type."""

PERSONAL = {
    "firstline.inbound.ticket-opened.v1": {"subject", "body", "requester"},
    "firstline.inbound.message-received.v1": {"body", "author"},
    "firstline.inbound.ticket-recorded.v1": {"assignee", "requester", "extras"},
    "firstline.intake.ticket-opened.v1": {"subject", "fields"},
    "firstline.intake.message-added.v1": {"author", "body"},
    "firstline.intake.ticket-resolved.v1": {"note"},
    "firstline.intake.ticket-reopened.v1": {"reason"},
    "firstline.intake.assignment-reported.v1": {"assignee"},
    "firstline.intake.requester-registered.v1": {"name"},
    "firstline.intake.note-written.v1": {"author", "body"},
    "firstline.intake.contact-logged.v1": {"agent", "summary"},
    "firstline.intake.attachment-added.v1": {"name", "author"},
    "firstline.intake.escalation-requested.v1": {"reason"},
    "firstline.intake.ticket-rated.v1": {"comment"},
    "firstline.intake.policy-published.v1": {"reason"},
    "firstline.escalation.policy-published.v1": {"reason"},
    "firstline.escalation.case-routed.v1": {"previous_assignee"},
    "firstline.escalation.case-assigned.v1": {"assignee", "previous_assignee", "owner"},
    "firstline.escalation.case-released.v1": {"previous_assignee", "reason"},
    "firstline.escalation.case-escalated.v1": {"findings", "owner", "previous_assignee", "reply"},
    "firstline.escalation.case-handed-back.v1": {"note", "owner", "previous_assignee"},
    "firstline.escalation.request-declined.v1": {"reply"},
    "firstline.escalation.case-referred.v1": {"where", "note"},
    "firstline.escalation.major-incident-declared.v1": {"reason"},
    "firstline.escalation.major-incident-lifted.v1": {"reason"},
    "firstline.escalation.source-followed.v1": {"assignee"},
    "firstline.escalation.case-ended.v1": {"assignee", "owner"},
    "firstline.escalation.case-resumed.v1": {"assignee", "owner"},
    "firstline.kb.article-drafted.v1": {"owner"},
    "firstline.kb.article-edited.v1": {"note"},
    "firstline.kb.article-reviewed.v1": {"note"},
    "firstline.kb.policy-published.v1": {"reason"},
    "firstline.kb.search-made.v1": {"query"},
    "firstline.kb.suggestion-rejected.v1": {"reason"},
    "firstline.kb.article-sent-back.v1": {"note"},
    "firstline.kb.article-retired.v1": {"reason"},
    "firstline.kb.article-owner-changed.v1": {"owner", "previous_owner"},
}
"""The whole list, so that a mark that is added or lost is seen in review."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROT13 = str.maketrans(LETTERS, LETTERS[13:] + LETTERS[:13])


class Rot13:
    """A codec that can be seen at work."""

    def outgoing(self, message: T) -> T:
        return self._turned(message)

    def incoming(self, message: T) -> T:
        return self._turned(message)

    def _turned(self, message: T) -> T:
        assert isinstance(message, BaseModel)
        turned = {
            name: getattr(message, name).translate(ROT13) for name in personal_fields(type(message))
        }
        return message.model_copy(update=turned)


def parts(annotation: Any) -> Iterator[Any]:
    """The annotation and everything within it."""
    yield annotation
    for part in get_args(annotation):
        yield from parts(part)


def holds_text_of_a_person(model: type[BaseModel], name: str) -> bool:
    hint = get_type_hints(model, include_extras=True)[name]
    return name in NAMES_OF_PEOPLE or any(part == Body for part in parts(hint))


@every_model
def test_the_list_of_personal_fields_is_complete(model: Any) -> None:
    assert set(personal_fields(model)) == PERSONAL.get(model.TYPE, set())


@every_model
def test_a_field_that_names_a_person_or_holds_a_persons_text_is_personal(model: Any) -> None:
    suspects = {name for name in model.model_fields if holds_text_of_a_person(model, name)}

    assert suspects <= set(personal_fields(model))


@every_model
def test_a_data_subject_is_a_field_or_a_documented_word(model: Any) -> None:
    known = set(model.model_fields) | set(SUBJECT_WORDS)

    assert set(personal_fields(model).values()) <= known


@every_model
def test_models_within_a_message_hold_nothing_personal(model: Any) -> None:
    """The codec sees the fields of the message itself; a nested one would slip past it."""
    nested = [
        part
        for field in model.model_fields.values()
        for part in parts(field.annotation)
        if isinstance(part, type) and issubclass(part, BaseModel)
    ]

    assert [one for one in nested if personal_fields(one)] == []


@pytest.mark.parametrize("model", triage.MODELS)
def test_decisions_carry_no_personal_text(model: type[BaseModel]) -> None:
    assert personal_fields(model) == {}


def test_personal_fields_pass_the_codec_on_their_way_out_and_back() -> None:
    received = read_envelope(golden_bytes(intake.MessageAdded.TYPE))
    message = read_data(intake.MessageAdded, received)

    travelling = read_envelope(write_envelope(Envelope(**attributes(received)), message, Rot13()))

    assert travelling.data["author"] == "h-318"
    assert travelling.data["message_id"] == message.message_id
    assert read_data(intake.MessageAdded, travelling) != message
    assert read_data(intake.MessageAdded, travelling, Rot13()) == message
