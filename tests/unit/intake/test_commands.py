"""Commands as they come in: checked before they reach a ticket."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from firstline_chassis.commands import Actor, Whence
from firstline_chassis.etags import check_version
from firstline_chassis.problems import Problem
from firstline_events.vocabulary import ActorKind, Outcome
from firstline_intake.application import commands
from firstline_intake.domain.errors import TimeNotPlausible

ADA = {"kind": "agent", "id": "ada"}
BY_ADA = Actor(kind=ActorKind.AGENT, id="ada")
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
OPENING: dict[str, Any] = {"actor": ADA, "subject": "It is broken", "requester": "bob"}


def test_a_command_happens_now_unless_it_says_when() -> None:
    at = NOW - timedelta(hours=1)
    for said, meant in ((None, NOW), (at, at)):
        command = commands.CloseTicket(actor=BY_ADA, at=said)
        occasion = command.occasion(NOW, "why", Whence(origin="shop", reference="1"))
        assert (occasion.at, occasion.recorded_at) == (meant, NOW)
        assert (occasion.by.actor_id, occasion.by.causation_id) == ("ada", "why")
        assert (occasion.by.origin, occasion.by.reference) == ("shop", "1")


@pytest.mark.parametrize("at", [datetime(1969, 12, 31, tzinfo=UTC), NOW + timedelta(days=2)])
def test_a_time_that_cant_be_is_refused(at: datetime) -> None:
    command = commands.CloseTicket(actor=BY_ADA, at=at)
    with pytest.raises(TimeNotPlausible):
        command.occasion(NOW, None, Whence())


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": ""},
        {"subject": " \n\t"},
        {"subject": "x" * 1_001},
        {"subject": "a\0b"},
        {"subject": 7},
        {"body": " "},
        {"body": "x" * (512 * 1024 + 1)},
        {"requester": ""},
        {"requester": None},
        {"impact": "huge"},
        {"language": "german"},
        {"actor": None},
        {"actor": {"kind": "robot", "id": "x"}},
        {"actor": {"kind": "agent", "id": ""}},
        {"actor": {**ADA, "name": "Ada"}},
        {"at": 1_772_000_000},
        {"at": "2026-03-03T12:00:00"},
        {"priority": "high"},
    ],
)
def test_a_wrong_opening_is_refused_and_the_field_is_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        commands.OpenTicket.model_validate({**OPENING, **wrong})
    assert {error["loc"][0] for error in refused.value.errors()} == set(wrong)


def test_a_ticket_is_resolved_as_solved_unless_another_outcome_is_said() -> None:
    command = commands.ResolveTicket.model_validate({"actor": ADA})
    assert command.outcome is Outcome.SOLVED


@pytest.mark.parametrize("header", [None, "*", '"3"', ' "3" ', '"2", "3"', 'W/"1","3"'])
def test_the_version_that_is_there_is_matched(header: str | None) -> None:
    check_version(header, 3)


@pytest.mark.parametrize("header", ['"2"', '""', 'W/"3"', '"2","4"', '"03"'])
def test_another_version_is_stale(header: str) -> None:
    with pytest.raises(Problem) as refused:
        check_version(header, 3)
    assert (refused.value.status, refused.value.members["etag"]) == (412, '"3"')


@pytest.mark.parametrize("header", ["", "3", '"3', '3"', '"3";"4"', '"3",', "**", '"a b"'])
def test_what_is_no_etag_is_said_to_be_none(header: str) -> None:
    with pytest.raises(Problem) as refused:
        check_version(header, 3)
    assert refused.value.status == 400
