"""What was said and written, by which channel, by whom, and about what."""

from firstline_reporting.read_models.columns import count, different, number, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, PRIORITY, in_time
from firstline_reporting.read_models.live_facts import AGENT, IMPORTED
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (
    CATEGORY,
    Dimension("channel", "how the message or contact came or went"),
    Dimension("kind", "message, note or contact"),
    Dimension("author", "requester, agent or system"),
    AGENT,
    PRIORITY,
    MONTH,
)
_FACTS = f"""SELECT i.ticket_id, i.at, i.channel, i.author_kind, i.agent, i.direction,
           i.duration_seconds, t.category, t.priority, true AS observable,
           CASE WHEN i.kind = 'message' AND NOT i.visible THEN 'note' ELSE i.kind END AS kind
      FROM analytics.interactions AS i JOIN analytics.tickets AS t ON t.ticket_id = i.ticket_id
     WHERE {in_period("i.at")} AND {of_origin("t")}
    UNION ALL
    SELECT t.ticket_id, t.opened_at, NULL, NULL, NULL, NULL, NULL, t.category, t.priority, false,
           NULL
      FROM analytics.tickets AS t
     WHERE t.timeline = 'source' AND {in_period("t.opened_at")} AND {of_origin("t")}
       AND NOT EXISTS (SELECT FROM analytics.interactions AS i
                        WHERE i.ticket_id = t.ticket_id)"""  # noqa: S608 - our own words


def _of(kind: str, more: str = "true") -> str:
    return f"count(*) FILTER (WHERE f.kind = '{kind}' AND {more})"


_COUNTING = Counted(
    facts=_FACTS,
    keys={
        **in_time("f.at"),
        "category": "f.category",
        "channel": "f.channel",
        "kind": "f.kind",
        "author": "f.author_kind",
        "agent": "f.agent",
        "priority": "f.priority",
    },
    measures={
        "interactions": "count(*)",
        "tickets": "count(DISTINCT f.ticket_id)",
        "contacts": _of("contact"),
        "inbound": _of("contact", "f.direction = 'inbound'"),
        "outbound": _of("contact", "f.direction = 'outbound'"),
        "minutes": "coalesce(sum(f.duration_seconds), 0)::float8 / 60",
        "from_requesters": _of("message", "f.author_kind = 'requester'"),
        "from_agents": _of("message", "f.author_kind = 'agent'"),
        "notes": _of("note"),
    },
    dimensions=_DIMENSIONS,
    partly=True,
)

CONVERSATIONS = Report(
    name="conversations",
    title="What was said and written",
    about="Contacts, messages and notes: by which channel, by whom and about what.",
    columns=(
        text("key", "what they share; null: unknown"),
        count("interactions", "messages, notes and contacts in the period"),
        different("tickets", "different tickets among them"),
        count("contacts", "conversations with requesters that agents logged"),
        count("inbound", "of these, those that the requester began"),
        count("outbound", "of these, those that the agent began"),
        number("minutes", "how long the contacts were, where that was noted", "minutes"),
        count("from_requesters", "visible messages by requesters"),
        count("from_agents", "visible messages by agents"),
        count("notes", "internal notes"),
        count("not_observable", "imported tickets opened in the period that tell of none"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "Each message, note and logged contact counts when it happened, whenever it was"
            " written down. Acknowledgements by the system are interactions, and neither messages"
            " of agents nor contacts.",
            _COUNTING,
        ),
    ),
    unobservable=IMPORTED,
    chart=Chart("bar", ("contacts", "from_agents")),
)
