"""Private events to public ones: one each, in the same order, with everything that they say."""

from datetime import timedelta
from typing import Any, cast

import msgspec
import orjson
import pytest

from firstline_chassis.aggregate import PrivateEvent, Provenance
from firstline_chassis.limits import ENVELOPE_BYTES
from firstline_chassis.mapper import StructMapper
from firstline_chassis.policies.yaml_files import read_text
from firstline_chassis.received import Received, read_envelope
from firstline_events.catalogue import MAX_EVENT_BYTES, message_types
from firstline_events.vocabulary import ActorKind, Level, Relation, Status, Timeline
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_intake.domain.policy import IntakePolicy
from firstline_intake.domain.requester import Requester
from firstline_intake.domain.values import (
    Assignment,
    Author,
    Classification,
    Occasion,
    SourceFields,
    Standing,
    Statement,
)
from firstline_intake.domain.windows import WINDOWS
from tests.support.scenarios import TICKET, Scenario
from tests.support.ticket_acts import (
    ADA,
    NOW,
    OPENED,
    absorbs_and_parts,
    asks_for_more,
    attaches,
    closes,
    fresh,
    goes_live,
    links,
    logs_a_call,
    merges,
    moves_to,
    observes,
    opens,
    rates,
    records,
    reopens,
    resolves,
    says,
    snapshot,
    unlinks,
    unmerges,
)

WHOLE = snapshot(
    Standing(Status.CLOSED, "Closed"),
    classification=Classification("mail", Level.HIGH, Level.LOW, "1", "3"),
    assignment=Assignment("G1", "R7"),
    fields=SourceFields("2", 1, 2, True, "PRB1", "phone", TICKET),
    statement=Statement(OPENED, "code 5"),
)


def everything() -> list[PrivateEvent]:
    """A life that holds every private event of a ticket."""
    given = fresh()
    acts = [
        opens(Timeline.SOURCE),
        goes_live(),
        says(),
        moves_to(Status.OPEN),
        logs_a_call(),
        resolves(),
        rates(),
        reopens(),
        closes(),
    ]
    acts += [reopens(), attaches(), records(WHOLE, 70), observes(80)]
    acts += [links(Relation.SPLIT_FROM, "m-1"), unlinks(Relation.SPLIT_FROM)]
    acts += [reopens(), says(ADA), asks_for_more(), merges(), unmerges(), absorbs_and_parts]
    return [event for act in acts for event in given.when(act)]


def registered() -> PrivateEvent:
    by = Provenance(actor_kind="requester", actor_id="bob")
    register = Scenario(Requester).when(lambda it: it.register("bob", Occasion(OPENED, NOW, by)))
    return register[0]


def published() -> PrivateEvent:
    content = read_text(WINDOWS.seed_text(), WINDOWS.seed).content
    by = Occasion(OPENED, NOW, Provenance(actor_kind="agent", actor_id="carla"))
    policy = IntakePolicy.vacant(TICKET).publish("windows", content, by, "because")
    return cast("PrivateEvent", policy.collect_events()[0])


def public(event: PrivateEvent) -> Received:
    (outgoing,) = translate(event)
    assert outgoing.key == str(event.originator_id).encode()
    return read_envelope(outgoing.value)


def test_every_private_event_is_translated_and_read_back_as_it_was_stored() -> None:
    told, mapper = [*everything(), registered(), published()], StructMapper(PRIVATE_EVENTS)
    assert {type(event) for event in told} == set(PRIVATE_EVENTS)
    assert [mapper.to_domain_event(mapper.to_stored_event(one)) for one in told] == told


def test_an_opening_stored_before_it_could_name_a_draft_is_still_read() -> None:
    mapper = StructMapper(PRIVATE_EVENTS)
    stored = mapper.to_stored_event(everything()[0])
    state = orjson.loads(stored.state)
    assert not {"draft", "walk", "message_follows"} & state.keys()
    opened = cast("Any", mapper.to_domain_event(stored))
    assert (opened.draft, opened.walk, opened.message_follows) == (None, None, False)


def test_each_private_event_is_one_public_event_whose_sequence_is_its_version() -> None:
    told = [public(event) for event in everything()]
    assert [one.position for one in told] == list(range(1, len(told) + 1))
    assert [one.id for one in told] == [f"{TICKET}:{n}" for n in range(1, len(told) + 1)]
    assert {one.subject for one in told} == {str(TICKET)}


@pytest.mark.parametrize(
    "event", [*everything(), registered(), published()], ids=lambda e: type(e).__name__
)
def test_a_public_event_keeps_to_its_schema_and_says_what_the_private_one_does(
    event: PrivateEvent,
) -> None:
    (outgoing,) = translate(event)
    envelope = public(event)
    model = message_types(outgoing.topic)[envelope.type]
    message = model.model_validate(envelope.data)
    said = cast("dict[str, Any]", orjson.loads(message.model_dump_json()))
    assert said == envelope.data
    for name in set(event.__struct_fields__) & set(model.model_fields):
        assert orjson.loads(msgspec.json.encode(getattr(event, name))) == said[name]


def test_every_public_ticket_event_has_a_private_one_behind_it() -> None:
    told = {public(event).type for event in everything()}
    assert told == set(message_types("intake-ticket-v1"))


def test_attributes_say_who_when_and_why() -> None:
    by = Provenance(
        actor_kind="agent",
        actor_id="ada",
        tenant="north",
        on_behalf_of="bob",
        correlation_id="c",
        causation_id="d",
        origin="shop",
        reference="4711",
    )
    given = fresh().given(opens(), closes(30))
    at = Occasion(OPENED, NOW, by)
    (event,) = given.when(lambda it: it.reopen(None, at))
    told = public(event)
    assert (told.time, told.effectivetime) == (OPENED, OPENED + timedelta(minutes=30))
    assert (told.recordedtime, told.source) == (NOW, "/firstline/intake-ticket-v1")
    assert (told.actorkind, told.actorid, told.onbehalfof) == (ActorKind.AGENT, "ada", "bob")
    assert (told.tenant, told.origin, told.reference) == ("north", "shop", "4711")
    assert (told.correlationid, told.causationid) == ("c", "d")


def test_a_note_is_told_without_its_words_and_a_message_with_them() -> None:
    given = fresh().given(opens())
    (note,) = given.when(says(ADA, "between us", visible=False))
    (message,) = given.when(says(ADA, "for all"))
    told, _ = translate(note)
    assert b"between us" not in told.value
    assert read_envelope(told.value).data["visible"] is False
    assert public(message).data["body"] == "for all"


def test_a_notes_words_travel_on_a_topic_of_their_own_under_the_same_number() -> None:
    (note,) = fresh().given(opens()).when(says(ADA, "between us", visible=False))
    exists, words = translate(note)
    assert (exists.topic, words.topic) == ("intake-ticket-v1", "intake-note-v1")
    assert exists.key == words.key == str(TICKET).encode()
    one, other = read_envelope(exists.value), read_envelope(words.value)
    assert (one.sequence, one.id, one.time) == (other.sequence, other.id, other.time)
    message = message_types(words.topic)[other.type].model_validate(other.data)
    assert message.model_dump(mode="json") == other.data
    assert (other.data["message_id"], other.data["body"]) == ("m-1", "between us")
    assert one.data["message_id"] == "m-1"


def test_the_largest_attributes_fit_into_what_is_left_beside_the_largest_text() -> None:
    worst = "\x01" * 1_024
    by = Provenance(
        actor_kind="system",
        actor_id=worst,
        tenant=worst,
        on_behalf_of=worst,
        correlation_id=worst,
        causation_id=worst + "#" + worst,
        origin=worst[:512],
        reference=worst[:512],
    )
    at, who = Occasion(OPENED, NOW, by), Author(ActorKind.AGENT, worst[:512])
    given = fresh().given(opens(Timeline.SOURCE))
    (event,) = given.when(lambda it: it.add_message(worst, who, "", at, channel=worst[:256]))
    (outgoing,) = translate(event)
    assert len(outgoing.value) < ENVELOPE_BYTES < MAX_EVENT_BYTES
