"""Our own envelopes survive the wire, and reading them fails in one way alone."""

import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from firstline_chassis.aggregate import Provenance
from firstline_chassis.publication import Attributes, publication
from firstline_chassis.received import Received, read_data, read_envelope
from firstline_events.envelope import Envelope, public_event, write_envelope
from firstline_events.intake import TicketObserved
from firstline_events.vocabulary import ActorKind
from firstline_intake.domain.ticket import Ticket
from tests.support.goldens import golden, golden_bytes
from tests.support.received import attributes

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001  # bounds carry no zone
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(st.uuids(), st.integers(1, 10**20 - 1), moments, moments, texts, texts)
def test_an_event_is_read_as_it_was_written(
    ticket: UUID, version: int, time: datetime, observed: datetime, actor: str, reference: str
) -> None:
    message = TicketObserved(observed_at=observed)
    envelope = public_event(
        "intake-ticket-v1",
        message,
        aggregate=ticket,
        version=version,
        time=time,
        effective=time,
        recorded=time,
        actorkind=ActorKind.AGENT,
        actorid=actor,
        reference=reference,
    )

    received = read_envelope(write_envelope(envelope, message))

    assert attributes(received) == envelope.model_dump()
    assert read_data(TicketObserved, received) == message
    assert (received.position, received.aggregate) == (version, ticket)


@given(moments)
def test_times_are_kept_in_utc_whatever_their_zone(moment: datetime) -> None:
    kept = TicketObserved(observed_at=moment).observed_at

    assert kept == moment
    assert kept.utcoffset() == timedelta(0)
    assert kept.replace(tzinfo=UTC) == moment


@given(st.integers(0, 400), st.binary(max_size=4))
def test_bytes_that_are_no_event_raise_a_value_error_and_nothing_else(
    at: int, noise: bytes
) -> None:
    value = golden_bytes(TicketObserved.TYPE)

    with contextlib.suppress(ValueError):
        read_data(TicketObserved, read_envelope(value[:at] + noise + value[at + 1 :]))


words = st.none() | texts


@given(st.uuids(), st.integers(1, 10**20 - 1), moments, moments, texts, words, words)
def test_what_a_service_publishes_says_the_same_as_the_published_language(
    ticket: UUID,
    version: int,
    at: datetime,
    recorded: datetime,
    actor: str,
    behalf: str | None,
    cause: str | None,
) -> None:
    by = Provenance(actor_kind="agent", actor_id=actor, on_behalf_of=behalf, causation_id=cause)
    told = Ticket.Observed(
        originator_id=ticket,
        originator_version=version,
        timestamp=recorded,
        at=at,
        effective_at=at,
        by=by,
        observed_at=at,
    )
    message = TicketObserved(observed_at=at)
    envelope = public_event(
        "intake-ticket-v1",
        message,
        aggregate=ticket,
        version=version,
        time=at,
        effective=at,
        recorded=recorded,
        actorkind=ActorKind.AGENT,
        actorid=actor,
        onbehalfof=behalf,
        causationid=cause,
    )

    published = publication("intake-ticket-v1", told, message)

    assert json.loads(published.value) == json.loads(write_envelope(envelope, message))
    assert published.key == str(ticket).encode()


wrong: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", {}, [], "x" * 2050, "1" * 19, "1" * 20 + "\n", "yesterday", "2026-03-01T08:00:00"]
)


@given(st.sampled_from(sorted(set(Envelope.model_fields) - {"specversion"})), wrong)
def test_a_wrong_attribute_is_refused_by_reader_and_language_alike(name: str, value: Any) -> None:
    event = {**golden(TicketObserved.TYPE), name: value}
    text = json.dumps(event).encode()

    assert _accepts(lambda: read_envelope(text)) == _accepts(
        lambda: Envelope.model_validate_json(text)
    )


def _accepts(read: Callable[[], object]) -> bool:
    try:
        read()
    except ValueError:
        return False
    return True


def test_the_reader_knows_every_attribute_of_the_language() -> None:
    assert set(Received.__struct_fields__) - {"raw"} == set(Envelope.model_fields)
    assert set(Attributes.__struct_fields__) - {"data"} == set(Envelope.model_fields)
