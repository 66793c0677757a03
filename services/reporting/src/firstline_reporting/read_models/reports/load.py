"""What each agent has to do, and has done."""

from firstline_reporting.read_models.as_of import aspect_then, held
from firstline_reporting.read_models.columns import count, different, text
from firstline_reporting.read_models.counted import Counted, counted
from firstline_reporting.read_models.live_facts import AGENT
from firstline_reporting.read_models.question import CannotAnswer, Question, in_period, of_origin
from firstline_reporting.read_models.report import Chart, Option, Report

_DIMENSIONS = (AGENT,)
_OPEN = f"""SELECT s.ticket_id, a.value AS agent, 'open' AS what
      FROM analytics.ticket_history AS s {aspect_then("s", "a", "desk_assignee")}
     WHERE s.aspect = 'status' AND s.value NOT IN ('resolved', 'closed') AND {held("s")}"""  # noqa: S608 - our own words
_TAKEN = f"""SELECT h.ticket_id, h.value, 'taken' FROM analytics.ticket_history AS h
     WHERE h.aspect = 'desk_assignee' AND {in_period("h.valid_from")}"""  # noqa: S608 - our own words
_WRITTEN = f"""SELECT i.ticket_id, i.agent, i.kind FROM analytics.interactions AS i
     WHERE {in_period("i.at")}"""  # noqa: S608 - our own words
_MOVED = f"""SELECT m.ticket_id, m.by_agent, 'moved' FROM analytics.moves AS m
     WHERE {in_period("m.at")}"""  # noqa: S608 - our own words
_RESOLVED = f"""SELECT r.ticket_id, r.assignee, 'resolved' FROM analytics.resolutions AS r
     WHERE {in_period("r.at")}"""  # noqa: S608 - our own words
_ALL = f"{_OPEN} UNION ALL {_TAKEN} UNION ALL {_WRITTEN} UNION ALL {_MOVED} UNION ALL {_RESOLVED}"
_OF = Option(
    "of",
    "Count this alone, and list the tickets behind it",
    ("anything", "open", "taken", "resolved", "contact", "message", "moved"),
)


def _facts(question: Question) -> str:
    """Raises CannotAnswer for anything but one of the words above."""
    of = question.options.get(_OF.name, _OF.usual)
    if of not in _OF.values:
        raise CannotAnswer(_OF.name, f"{of!r} is none of {', '.join(_OF.values)}; take one of them")
    alone = "true" if of == _OF.usual else f"d.what = '{of}'"
    return f"""SELECT d.* FROM ({_ALL}) AS d
          JOIN analytics.tickets AS t ON t.ticket_id = d.ticket_id
         WHERE d.agent IS NOT NULL AND {alone} AND {of_origin("t")}"""  # noqa: S608 - our own words


def _of(*what: str) -> str:
    words = ", ".join(f"'{one}'" for one in what)
    return f"FILTER (WHERE f.what IN ({words}))"


_COUNTING = Counted(
    facts=_facts,
    keys={"agent": "f.agent"},
    measures={
        "open": f"count(*) {_of('open')}",
        "touched": "count(DISTINCT f.ticket_id) FILTER (WHERE f.what <> 'open')",
        "taken": f"count(*) {_of('taken')}",
        "resolved": f"count(*) {_of('resolved')}",
        "contacts": f"count(*) {_of('contact')}",
        "messages": f"count(*) {_of('message')}",
        "moved": f"count(*) {_of('moved')}",
    },
    dimensions=_DIMENSIONS,
)

LOAD = Report(
    name="load",
    title="Who has what to do",
    about="What each agent has at an instant, and did in a period.",
    columns=(
        text("key", "the agent"),
        count("open", "tickets that the agent had at the instant and that did not rest"),
        different("touched", "different tickets on which the agent did any of the following"),
        count("taken", "how often a case became the agent's"),
        count("resolved", "resolutions credited to the agent: they had the case then"),
        count("contacts", "contacts that the agent logged"),
        count("messages", "messages and notes that the agent wrote"),
        count("moved", "moves that the agent made"),
    ),
    dimensions=_DIMENSIONS,
    takes=frozenset({"period", "at"}),
    options=(_OF,),
    definitions=(
        counted(
            1,
            "Open: as of the instant, whoever had the case of a ticket that was neither resolved"
            " nor closed. The rest is what happened in the period. On an imported ticket the"
            " agents are those that its source names, and it tells of no contacts or messages."
            " A ticket that nobody has is nobody's load.",
            _COUNTING,
        ),
    ),
    chart=Chart("bar", ("open", "resolved")),
)
