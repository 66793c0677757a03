"""What holds for every ticket, whatever its source tells and in whatever order."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firstline_chassis.aggregate import PrivateEvent
from firstline_chassis.mapper import StructMapper
from firstline_chassis.received import read_envelope
from firstline_events.vocabulary import Level, Status, Timeline
from firstline_intake.adapters.kafka.translate import PRIVATE_EVENTS, translate
from firstline_intake.domain.errors import Refused
from firstline_intake.domain.ticket import Moved, Ticket
from firstline_intake.domain.values import (
    Assignment,
    Classification,
    Snapshot,
    SourceFields,
    Standing,
    Statement,
)
from firstline_intake.read_models.ticket import view_of
from tests.support.scenarios import TICKET, Scenario
from tests.support.ticket_acts import (
    ADA,
    OPENED,
    REQUESTER,
    Act,
    closes,
    fresh,
    imported,
    live,
    moves_to,
    observes,
    opens,
    records,
    reopens,
    reports,
    resolves,
    says,
)

MAPPER = StructMapper(PRIVATE_EVENTS)


def texts(max_size: int | None = None) -> st.SearchStrategy[str]:
    """What the published language lets in: any text but NUL, which it refuses at the door."""
    signs = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
    return st.text(signs, min_size=1, max_size=max_size)


words = st.one_of(st.none(), texts(max_size=3))
levels = st.one_of(st.none(), st.sampled_from(Level))
counters = st.one_of(st.none(), st.integers(0, 3))
minutes = st.integers(-500, 500)
standings = st.builds(Standing, st.sampled_from(Status), texts(max_size=3))
snapshots = st.builds(
    Snapshot,
    standings,
    st.builds(Classification, words, levels, levels, words, words),
    st.builds(Assignment, words, words),
    st.builds(SourceFields, words, counters, counters, st.one_of(st.none(), st.booleans()), words),
    st.one_of(st.none(), st.builds(Statement, st.one_of(st.none(), st.just(OPENED)), words)),
)
told_by_a_source = st.one_of(
    st.builds(records, snapshots, minutes),
    st.builds(reports, st.sampled_from(Status), texts(max_size=3), minutes),
    st.builds(observes, minutes),
    st.builds(says, st.sampled_from([ADA, REQUESTER]), texts(), visible=st.booleans()),
)
asked_by_people = st.one_of(
    st.builds(resolves, minutes),
    st.builds(closes, minutes),
    st.builds(reopens, minutes),
    st.builds(moves_to, st.sampled_from(Status), minutes),
)
acts = st.lists(st.one_of(told_by_a_source, asked_by_people), max_size=12)


def lived(scenario: Scenario[Ticket], happened: list[Act]) -> list[PrivateEvent]:
    """All that was told; what was refused must have told nothing."""
    told: list[PrivateEvent] = []
    for act in happened:
        try:
            told += scenario.when(act)
        except Refused:
            assert scenario.aggregate.pending_events == []
    return told


@given(snapshots, snapshots, minutes)
def test_recording_the_same_snapshot_again_tells_nothing(
    before: Snapshot, now: Snapshot, later: int
) -> None:
    scenario = imported(records(before, first=True), records(now))
    assert scenario.when(records(now, later)) == []


@given(snapshots, snapshots)
def test_a_record_makes_at_most_one_event_of_each_kind_in_a_fixed_order(
    before: Snapshot, now: Snapshot
) -> None:
    reported = (Ticket.AssignmentReported, Ticket.SourceFieldsReported)
    order: tuple[type[PrivateEvent], ...] = (Ticket.Classified, Moved, *reported)
    told = imported(records(before, first=True)).when(records(now))
    places = [next(n for n, kind in enumerate(order) if isinstance(one, kind)) for one in told]
    assert places == sorted(set(places))


@given(snapshots, snapshots)
def test_after_a_record_the_ticket_stands_as_the_record_says(
    before: Snapshot, now: Snapshot
) -> None:
    scenario = imported(records(before, first=True), records(now))
    ticket = scenario.aggregate
    assert (ticket.standing, ticket.assignment, ticket.fields) == (
        now.standing,
        now.assignment,
        now.fields,
    )
    assert ticket.classification == now.classification


@given(acts, st.booleans())
def test_versions_have_no_gap_and_effective_time_never_runs_backwards(
    happened: list[Act], of_people: bool
) -> None:
    told = lived(live() if of_people else imported(), happened)
    assert [event.originator_version for event in told] == list(range(2, len(told) + 2))
    counted = [OPENED, *(event.effective_at for event in told)]
    assert all(earlier <= later for earlier, later in pairwise(counted))
    latest = OPENED
    for event in told:
        latest = max(latest, event.at)
        assert event.effective_at == latest


@given(acts, st.booleans())
def test_replaying_stored_events_gives_the_same_ticket_and_the_same_view(
    happened: list[Act], of_people: bool
) -> None:
    first = opens() if of_people else opens(Timeline.SOURCE, "New")
    scenario, replayed = fresh(), Ticket.vacant(TICKET)
    told = [*scenario.when(first), *lived(scenario, happened)]
    for event in told:
        replayed.absorb(MAPPER.to_domain_event(MAPPER.to_stored_event(event)))
    assert state_of(replayed) == state_of(scenario.aggregate)
    view = view_of(told)
    assert view is not None
    assert (view.version, view.status) == (replayed.version, replayed.status)
    assert view.effective_at == replayed.effective_at


@given(acts, st.booleans())
def test_transitions_join_and_each_kind_means_what_it_says(
    happened: list[Act], of_people: bool
) -> None:
    standing = Status.NEW
    for event in lived(live() if of_people else imported(), happened):
        if isinstance(event, Moved):
            assert event.previous_status is standing
            standing = event.status
            assert (standing is Status.RESOLVED and event.previous_status is not standing) == (
                isinstance(event, Ticket.Resolved)
            )
            assert (standing is Status.CLOSED and event.previous_status is not standing) == (
                isinstance(event, Ticket.Closed)
            )


@given(acts)
def test_every_event_becomes_one_public_event_of_its_version_and_a_note_one_more(
    happened: list[Act],
) -> None:
    for event in lived(imported(), happened):
        outgoing, *words = translate(event)
        assert len(words) == (isinstance(event, Ticket.MessageAdded) and not event.visible)
        envelope = read_envelope(outgoing.value)
        assert (envelope.aggregate, envelope.position) == (TICKET, event.originator_version)
        assert (envelope.time, envelope.effectivetime) == (event.at, event.effective_at)


def state_of(ticket: Ticket) -> tuple[object, ...]:
    known = (ticket.number, ticket.timeline, ticket.opened_at, ticket.standing)
    told = (ticket.classification, ticket.assignment, ticket.fields)
    return (ticket.version, ticket.effective_at, *known, *told)
