"""How important tickets are: by the source's own words, and whether triage agrees with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from firstline_reporting.read_models.columns import count, text
from firstline_reporting.read_models.counting import single
from firstline_reporting.read_models.figured import Distributed, distributed
from firstline_reporting.read_models.question import Question, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report
from firstline_reporting.read_models.reports.agreement import agreement

_LAST = f"""SELECT t.ticket_id, t.source_{{0}} AS key
    FROM analytics.tickets AS t WHERE {of_origin("t")}"""  # noqa: S608 - our own words
_MATRIX = f"""SELECT t.ticket_id,
           source_impact || '|' || source_urgency || '|' || source_priority AS key
      FROM analytics.tickets AS t WHERE {of_origin("t")}"""  # noqa: S608 - our own words
_CHANGES = f"""FROM analytics.ticket_history AS a
      JOIN analytics.ticket_history AS b ON b.ticket_id = a.ticket_id
       AND b.aspect = 'source_priority' AND b.sequence = a.next_sequence
      JOIN analytics.tickets AS t ON t.ticket_id = a.ticket_id
     WHERE a.aspect = 'source_priority' AND a.value <> b.value AND {of_origin("t")}"""
_COUNTED = f"SELECT count(DISTINCT a.ticket_id), count(*) {_CHANGES}"
_KINDS = f"SELECT a.ticket_id, a.value || ' -> ' || b.value AS key {_CHANGES}"


@dataclass(frozen=True)
class Agreement:
    """On how many records triage agrees, of how many that say enough, of how many in all."""

    definition: str
    agree: int
    of: int
    records: int


def _others(connection: psycopg.Connection[Any], question: Question) -> Mapping[str, Any]:
    incidents, changes = single(connection, _COUNTED, question.parameters())
    return {
        "incidents_with_priority_change": incidents,
        "priority_changes_total": changes,
        "agreement": agreement(connection, question.origin),
    }


PRIORITIES = Report(
    name="priorities",
    title="How important it was",
    about="How important tickets are, and whether triage agrees with the source.",
    columns=(
        text("key", "the source's word, or the change from one to another"),
        count("count", "tickets; for changes, how often"),
    ),
    dimensions=(
        Dimension("priority", "the source's last word for the priority"),
        Dimension("impact", "its last word for the impact"),
        Dimension("urgency", "its last word for the urgency"),
        Dimension("matrix", "these three together"),
        Dimension("change", "from one priority to another"),
    ),
    takes=frozenset(),
    definitions=(
        distributed(
            1,
            "The last words of the source for priority, impact and urgency. A change of priority"
            " lies between two consecutive statements that are both known; the first statement is"
            " no change.",
            Distributed(
                {
                    "priority": ("priority_last_row", _LAST.format("priority")),
                    "impact": ("impact_last_row", _LAST.format("impact")),
                    "urgency": ("urgency_last_row", _LAST.format("urgency")),
                    "matrix": ("priority_matrix_last_row", _MATRIX),
                    "change": ("priority_transitions", _KINDS),
                },
                _others,
            ),
        ),
    ),
    figures={
        "priority_last_row": dict[str, int],
        "impact_last_row": dict[str, int],
        "urgency_last_row": dict[str, int],
        "priority_matrix_last_row": dict[str, int],
        "incidents_with_priority_change": int,
        "priority_changes_total": int,
        "priority_transitions": dict[str, int],
        "agreement": Agreement,
    },
    chart=Chart("bar", ("count",)),
)
