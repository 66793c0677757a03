"""Which article a request names."""

from typing import Annotated

from fastapi import Path

from firstline_chassis.problems import Problem
from firstline_chassis.store import Transaction
from firstline_events.message import Identifier
from firstline_kb.domain.article import Article
from firstline_kb.read_models.directory import article_named

Named = Annotated[Identifier, Path(description="the article's id, number or short name")]


def find_article(tx: Transaction, name: str) -> Article:
    """Raises Problem: 404 for none."""
    found = article_named(tx, name)
    if found is None:
        detail = f"Nothing is named {name}; GET /v1/articles lists what there is."
        raise Problem(404, "no-such-article", "There is no such article", detail)
    return found
