"""The JSON documents of the reports, made from what each declares."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field, create_model

from firstline_reporting.adapters.http.documents import Answer, Document
from firstline_reporting.read_models.columns import Column, Kind
from firstline_reporting.read_models.report import Report

_TYPES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.INSTANT: datetime,
}


class ColumnTold(Document):
    name: str
    type: Kind
    unit: str
    """Empty for a plain count."""
    means: str


class ChangeTold(Document):
    key: str | None
    column: str
    was: Any
    """By the other definition; null where it has no such row."""
    now: Any


class Told(Answer):
    """What every report says beside its figures."""

    report: str
    definition: str
    """The definition of its figures, with its version."""
    means: str
    """What the figures mean by this definition."""
    origin: str | None
    """The foreign desk whose tickets were counted; null: all tickets."""
    by: str
    """What the rows are told apart by."""
    columns: list[ColumnTold]
    not_observable: int
    """What the source can't show: counted here and in no other figure."""
    why_not_observable: str | None


class TicketBehind(Document):
    """A ticket behind a figure, as it stands now."""

    ticket_id: UUID
    number: str
    origin: str | None
    reference: str | None
    opened_at: datetime
    status: str
    source_status: str | None
    queue: str | None
    assignee: str | None
    category: str | None
    channel: str | None
    priority: str | None
    source_priority: str | None
    events: str
    """Where the ticket's events are listed."""


class TicketsBehind(Answer):
    report: str
    definition: str
    items: list[TicketBehind]
    next: str | None


class OtherBehind(Document):
    """What stands behind a figure and is no ticket."""

    id: UUID
    """The subject of its events in the topic."""
    at: datetime
    """When it began."""
    language: str | None
    about: str | None
    """In a few words what it is, or what became of it."""


class OthersBehind(Answer):
    report: str
    definition: str
    topic: str
    items: list[OtherBehind]
    next: str | None


class DefinitionTold(Document):
    name: str
    means: str
    current: bool


class DimensionTold(Document):
    name: str
    means: str


class OptionTold(Document):
    name: str
    means: str
    values: list[str]
    """Empty: any that its meaning allows."""
    default: str


class SubjectTold(Document):
    name: str
    topic: str
    means: str


class ReportTold(Document):
    name: str
    title: str
    about: str
    definitions: list[DefinitionTold]
    parameters: list[str]
    by: list[DimensionTold]
    options: list[OptionTold]
    columns: list[ColumnTold]
    behind: list[SubjectTold]
    """What stands behind its rows beside tickets."""


class ReportsTold(Document):
    items: list[ReportTold]


def document_of(report: Report) -> type[Document]:
    """The document of this report's answers, with a field per figure and per column."""
    name = "".join(word.capitalize() for word in report.name.split("-"))
    total = _row(f"{name}Total", report)
    restatement = _restatement(name, total)
    behind: dict[str, Any] = {
        f"{what}_behind": (str, Field(description=f"Where the row's {what} are listed"))
        for what in ("tickets", *(one.name for one in report.subjects))
    }
    drilled: Any = create_model(f"{name}Row", __base__=total, **behind)
    fields: dict[str, Any] = {
        **_times(report),
        **{option.name: (str, ...) for option in report.options},
        **{figure: (kind, ...) for figure, kind in report.figures.items()},
        "rows": (list[drilled], ...),
        "total": (total | None, Field(description="Over all rows")),
        "restatement": (restatement | None, Field(description="What another definition says")),
    }
    return create_model(f"{name}Report", __base__=Told, **fields)


def _restatement(name: str, row: Any) -> Any:
    fields: dict[str, Any] = {
        "definition": (str, ...),
        "means": (str, ...),
        "rows": (list[row], ...),
        "total": (row | None, ...),
        "changes": (list[ChangeTold], Field(description="Where the two don't agree")),
    }
    return create_model(f"{name}Restatement", __base__=Document, **fields)


def _times(report: Report) -> dict[str, Any]:
    since = (datetime | None, Field(alias="from", description="Inclusive; null: from the first"))
    until = (datetime | None, Field(alias="to", description="Exclusive; null: to the last"))
    period = {"since": since, "until": until} if "period" in report.takes else {}
    return {**period, **({"at": (datetime, ...)} if "at" in report.takes else {})}


def _row(name: str, report: Report) -> Any:
    fields: dict[str, Any] = {column.name: _field(column) for column in report.columns}
    return create_model(name, __base__=Document, **fields)


def _field(column: Column) -> Any:
    means = f"{column.means} ({column.unit})" if column.unit else column.means
    return (_TYPES[column.kind] | None, Field(description=means))


def told(report: Report) -> dict[str, Any]:
    """The report as the list of reports tells of it."""
    times = {"period": ("from", "to"), "at": ("at",)}
    parameters = [name for take, names in times.items() if take in report.takes for name in names]
    return {
        "name": report.name,
        "title": report.title,
        "about": report.about,
        "definitions": [
            {"name": report.named(one), "means": one.means, "current": one is report.current}
            for one in report.definitions
        ],
        "parameters": [*parameters, "tz", "by", "origin", "definition", "compare"],
        "by": [{"name": one.name, "means": one.means} for one in report.dimensions],
        "options": [
            {"name": o.name, "means": o.means, "values": list(o.values), "default": o.usual}
            for o in report.options
        ],
        "columns": columns_of(report),
        "behind": [
            {"name": one.name, "topic": one.topic, "means": one.means} for one in report.subjects
        ],
    }


def columns_of(report: Report) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "type": one.kind, "unit": one.unit, "means": one.means}
        for one in report.columns
    ]
