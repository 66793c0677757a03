"""The head of a file that is edited: what it says of the article as a whole must stand already."""

from collections.abc import Iterator, Mapping
from typing import Any

from firstline_console.article.texts import Written
from firstline_console.boundary import UserError

OF_TEXT = ("title", "summary")
_CHANGES = {
    "category": "`firstline article classify {name} --category …` changes the category",
    "tags": "`firstline article classify {name} --tag …` changes the tags",
    "owner": "`firstline article assign {name} …` changes the owner",
    "review_on": "`firstline article schedule-review {name} …` changes the review date",
    "slug": "nothing changes the short name, so take slug out of the head or say the one it has",
}


def refuse_changes(written: Written, article: Mapping[str, Any], name: str) -> None:
    """Raises UserError for entries that an edit does not change, and that say another thing."""
    others = [key for key in written.head if key not in OF_TEXT]
    news = [key for key in others if _plain(written.head[key]) != _plain(article[key])]
    if news:
        said = "; ".join(f"{key} is {_shown(article[key])}" for key in news)
        told = f"{written.file} says otherwise what no edit changes: {said}."
        raise UserError(told, f"{'; '.join(_remedies(news, name))}.")


def _remedies(news: list[str], name: str) -> Iterator[str]:
    yield from (_CHANGES[key].format(name=name) for key in news)
    yield "then edit again"


def _plain(value: Any) -> Any:
    """Tags in any order, and blanks around a word, say the same."""
    if isinstance(value, list):
        return sorted({one.strip() for one in value})
    return (value or "").strip()


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) and value else str(value or "none")
