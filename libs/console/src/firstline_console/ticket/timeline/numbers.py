"""The numbers of other tickets and of articles that a timeline tells of: people know no ids."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from firstline_chassis.asking import CannotTell
from firstline_console.article.library import Library
from firstline_console.ticket.desk import Desk
from firstline_console.ticket.timeline.gathering import Told

_OTHERS = ("into", "absorbed", "parted_from", "parted", "other")


class Numbers(NamedTuple):
    """Each other ticket's number, and each article's, by its id."""

    of: Mapping[str, str]

    def put_into(self, text: str) -> str:
        for one, number in self.of.items():
            text = text.replace(one, number)
        return text


AS_IDS = Numbers({})


def numbers_of(events: Iterable[Told], desk: Desk) -> Numbers:
    """Of those that intake and kb know; any other one is told by its id."""
    data = [told.raw.get("data") or {} for told in events]
    ids = {str(one[name]) for one in data for name in _OTHERS if one.get(name)}
    articles = {str(one["article_id"]) for one in data if one.get("article_id")}
    found = {one: _number(desk, one) for one in sorted(ids)}
    found |= {one: _article(one) for one in sorted(articles)}
    return Numbers({one: number for one, number in found.items() if number})


def _number(desk: Desk, ticket: str) -> str | None:
    try:
        return str(desk.ticket(ticket)["number"])
    except CannotTell:
        return None


def _article(article: str) -> str | None:
    try:
        return str(Library().article(article)["number"])
    except CannotTell:
        return None
