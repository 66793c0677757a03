"""Requests that were not ours to work on, and where to they were sent."""

from firstline_reporting.read_models.columns import count, different, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.dimensions import CATEGORY, MONTH, in_time
from firstline_reporting.read_models.live_facts import AGENT
from firstline_reporting.read_models.question import in_period, of_origin
from firstline_reporting.read_models.report import Chart, Dimension, Report

_DIMENSIONS = (Dimension("to", "training, department or vendor"), CATEGORY, MONTH, AGENT)
_FACTS = f"""SELECT r.*, t.category
      FROM analytics.referrals AS r JOIN analytics.tickets AS t ON t.ticket_id = r.ticket_id
     WHERE {in_period("r.at")} AND {of_origin("t")}"""  # noqa: S608 - our own words

REFERRALS = Report(
    name="referrals",
    title="Not ours to work on",
    about="Which requests were sent elsewhere, and where to.",
    columns=(
        text("key", "what the referrals share; null: unknown"),
        count("referrals", "referrals in the period"),
        different("tickets", "different tickets among them"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        counted(
            1,
            "A referral is an agent's decision that a request is not ours to work on; intake then"
            " resolves the ticket, with its own outcome.",
            Counted(
                facts=_FACTS,
                keys={
                    **in_time("f.at"),
                    "to": "f.refers_to",
                    "category": "f.category",
                    "agent": "f.by_agent",
                },
                measures={"referrals": "count(*)", "tickets": "count(DISTINCT f.ticket_id)"},
                dimensions=_DIMENSIONS,
            ),
        ),
    ),
    chart=Chart("bar", ("referrals",)),
)
