"""How often requesters had to speak up."""

from firstline_reporting.read_models.columns import count, number, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import (
    CATEGORY,
    CHANNEL,
    MONTH,
    OF_TICKETS,
    PRIORITY,
    QUEUE,
    in_time,
)
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Report

_DIMENSIONS = (CATEGORY, CHANNEL, PRIORITY, QUEUE, MONTH)
_FACTS = f"""SELECT t.*, coalesce(said.times, 0) AS times,
           t.timeline = 'live' OR said.ticket_id IS NOT NULL AS observable
      FROM analytics.tickets AS t
      LEFT JOIN (
        SELECT ticket_id, count(*) FILTER (
                 WHERE author_kind = 'requester' OR direction = 'inbound') AS times
          FROM analytics.interactions GROUP BY 1) AS said ON said.ticket_id = t.ticket_id
     WHERE {in_period("t.opened_at")} AND {of_origin("t")}"""  # noqa: S608 - our own words

CONTACTS = Report(
    name="contacts",
    title="Contacts by requesters",
    about="How often requesters had to speak up, by what it was about.",
    columns=(
        text("key", "the category, channel, … that the tickets share; null: unknown"),
        count("tickets", "tickets opened in the period on which contacts can be seen"),
        count("contacts", "the request itself, and what its requester said after it"),
        number("per_ticket", "contacts a ticket"),
        count("not_observable", "tickets whose source shows no conversation"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "Opening a ticket is one contact; so is each later message by the requester, and each"
            " call of theirs that an agent logged. A ticket that lives by the times of its source's"
            " records and has no message is not observable.",
            Counted(
                facts=_FACTS,
                keys={**OF_TICKETS, **in_time("f.opened_at")},
                measures={
                    "tickets": "count(*)",
                    "contacts": "(count(*) + coalesce(sum(f.times), 0))::bigint",
                    "per_ticket": "(count(*) + coalesce(sum(f.times), 0))::float8"
                    " / nullif(count(*), 0)",
                },
                dimensions=_DIMENSIONS,
                partly=True,
            ),
        ),
    ),
    unobservable="the source shows records of tickets, not their conversations",
    chart=Chart("bar", ("per_ticket",)),
)
