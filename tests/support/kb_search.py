"""Articles as the search sees them, and an index of them."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from firstline_kb.adapters.search.engine import ArticleSearch
from firstline_kb.adapters.search.index import ArticleIndex
from firstline_kb.application.following import Position
from firstline_kb.application.searching import Found, PublicText, Question


def text(
    article_id: str,
    title: str,
    body: str = "",
    language: str = "en",
    category: str | None = None,
    tags: tuple[str, ...] = (),
) -> PublicText:
    return PublicText(
        article_id, language, f"KB-{article_id}", article_id, title, body, category, tags
    )


def searching(*texts: PublicText) -> ArticleSearch:
    """A search in memory over these."""
    index = ArticleIndex()
    put(index, 1, *texts)
    return ArticleSearch(index)


def put(index: ArticleIndex, position: int, *texts: PublicText) -> None:
    index.write({one.article_id: [one] for one in texts}, Position(position, f"event {position}"))


def found(search: ArticleSearch, query: str, language: str | None = None) -> list[str]:
    return ids(search.search(Question(query, language)))


def ids(answer: Found) -> list[str]:
    return [hit.article_id for hit in answer.hits]


@contextmanager
def a_full_disk() -> Iterator[None]:
    """No file of this process can grow past two kilobytes meanwhile."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_048, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
