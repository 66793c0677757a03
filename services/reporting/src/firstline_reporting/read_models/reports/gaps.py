"""What to write next: what people look for, or had solved by an agent, and no article answers."""

from functools import partial
from typing import Any

import psycopg

from firstline_reporting.read_models.columns import count, instant, text
from firstline_reporting.read_models.counted import Counted
from firstline_reporting.read_models.dimensions import CATEGORY, LANGUAGE, MONTH, WEEK, in_time
from firstline_reporting.read_models.gap_facts import ANY, facts
from firstline_reporting.read_models.gap_groups import grouped_by_words, members
from firstline_reporting.read_models.question import Question
from firstline_reporting.read_models.report import (
    WHOLE,
    Answer,
    Chart,
    Definition,
    Dimension,
    Key,
    Option,
    Report,
    Subject,
    Tickets,
)

_WORDS = Dimension("words", "the words that several have in common, with their language")
_DIMENSIONS = (_WORDS, LANGUAGE, CATEGORY, MONTH, WEEK)
_GAP = "f.gap AND f.what = 'search'"
_TICKET = "f.gap AND f.what = 'ticket'"
_COUNTING = Counted(
    facts=facts,
    keys={
        **in_time("f.at"),
        "language": "f.language",
        "category": "f.category",
        "words": "CASE WHEN f.raw = ANY(%(members)s::text[]) THEN 'members' END",
    },
    measures={
        "gaps": "count(*) FILTER (WHERE f.gap)",
        "searches": f"count(*) FILTER (WHERE {_GAP})",
        "no_hits": f"count(*) FILTER (WHERE {_GAP} AND f.hits = 0)",
        "tickets": f"count(*) FILTER (WHERE {_TICKET})",
        "solved": f"count(*) FILTER (WHERE {_TICKET} AND f.solved)",
        "unopened": "count(*) FILTER (WHERE NOT f.gap)",
        "last_seen": "max(f.at)",
    },
    dimensions=_DIMENSIONS,
    subjects={"searches": "f.what = 'search'"},
)


def _answer(connection: psycopg.Connection[Any], question: Question) -> Answer:
    if question.by == _WORDS.name:
        return grouped_by_words(connection, question)
    return _COUNTING.answer(connection, question)


def _tickets(question: Question, key: Key) -> Tickets:
    if question.by != _WORDS.name:
        return _COUNTING.tickets(question, key)
    return _of_group(_COUNTING.tickets, question, key)


def _others(question: Question, key: Key, name: str) -> Tickets:
    if question.by != _WORDS.name:
        return _COUNTING.others(question, key, name)
    return _of_group(partial(_named, name), question, key)


def _named(name: str, question: Question, key: Key) -> Tickets:
    return _COUNTING.others(question, key, name)


def _of_group(listed: Any, question: Question, key: Key) -> Tickets:
    """The listing of those whose words belong to the group, which is only known by grouping."""
    whole = key is WHOLE
    found: Tickets = listed(question, WHOLE if whole else "members")
    parameters = {**found.parameters, "members": []}
    if whole:
        return found._replace(parameters=parameters)
    return found._replace(parameters=parameters, settle=partial(members, question, key))


GAPS = Report(
    name="gaps",
    title="What to write next",
    about="What people search or open tickets for and no article answers, the most frequent first.",
    columns=(
        text("key", "the language and the words that these have in common; null: no words known"),
        text("category", "the category of most of them; null: unknown"),
        count("gaps", "searches and tickets together: how much an article is missed"),
        count("searches", "searches without a confident answer"),
        count("no_hits", "of these, those without any hit"),
        count("tickets", "live tickets that rest without an article"),
        count("solved", "of these, those that were resolved as solved"),
        count("unopened", "searches with an answer from which nothing was opened: weaker evidence"),
        instant("last_seen", "when the last of them was made, or came to rest"),
    ),
    dimensions=_DIMENSIONS,
    definitions=(
        Definition(
            1,
            "A search is a gap when its best answer is not confident, or where that was not judged"
            " when it has no hit. A ticket is one when it lives on the live timeline, rests at the"
            " instant (by the time at which it came to rest), and no accepted suggestion stands and"
            " no article is linked to it then; tickets that are merged away are outside. Words are"
            " the stems that kb derived: what was typed is not kept. From the most frequent set of"
            " words on, each joins the group of its language whose founder it overlaps with most,"
            " if they share a quarter of what both say (Jaccard's index, words weighed by their"
            " rarity among the sets of the question), or founds the next one; a group is named by"
            " its founder.",
            _answer,
            _tickets,
            _others,
        ),
    ),
    takes=frozenset({"period", "at"}),
    options=(
        Option("language", "Only what was asked in this language", default=ANY),
        Option("category", "Only what is of this category", default=ANY),
    ),
    subjects=(Subject("searches", "kb-search-v1", "By the words derived; the query is not kept"),),
    chart=Chart("bar", ("gaps",)),
)
