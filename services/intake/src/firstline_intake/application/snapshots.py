"""Foreign records in our terms, by the origin's mapping."""

from uuid import UUID

from firstline_events import inbound
from firstline_intake.domain.mapping import Mapping, UnknownWord
from firstline_intake.domain.values import (
    Assignment,
    Classification,
    Snapshot,
    SourceFields,
    Standing,
    Statement,
)


def snapshot_of(
    record: inbound.TicketRecorded,
    mapping: Mapping,
    requester: UUID | None,
    unknown: list[UnknownWord],
) -> Snapshot:
    """The record in our words; those that the mapping lacks are added to `unknown`."""
    resolution = record.resolution
    return Snapshot(
        Standing(mapping.status_of(record.status, unknown), record.status),
        classification_of(record, mapping, unknown),
        Assignment(mapping.queue_of(record.queue), record.assignee),
        SourceFields(
            record.priority,
            record.reopen_count,
            record.reassignment_count,
            record.made_sla,
            record.problem,
            record.channel,
            requester,
        ),
        Statement(resolution.resolved_at, resolution.code) if resolution else None,
    )


def classification_of(
    said: inbound.TicketRecorded | inbound.TicketOpened,
    mapping: Mapping,
    unknown: list[UnknownWord],
) -> Classification:
    return Classification(
        category=said.category,
        impact=mapping.level_of("impact", said.impact, unknown),
        urgency=mapping.level_of("urgency", said.urgency, unknown),
        source_impact=said.impact,
        source_urgency=said.urgency,
    )
