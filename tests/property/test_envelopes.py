"""Our own envelopes survive the wire, and reading them fails in one way alone."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from firstline_chassis.received import read_data, read_envelope
from firstline_events.envelope import public_event, write_envelope
from firstline_events.intake import TicketObserved
from firstline_events.vocabulary import ActorKind
from tests.support.goldens import golden_bytes
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
