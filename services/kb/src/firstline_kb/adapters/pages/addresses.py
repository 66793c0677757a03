"""The addresses of the pages: paths in this file alone, so that links can't differ from routes."""

from urllib.parse import quote, urlencode
from uuid import UUID

from firstline_events.vocabulary import Language

ROOT = "/help"


def start(language: Language) -> str:
    return f"{ROOT}/{language.value}/"


def articles(language: Language, page: int = 1) -> str:
    return _paged(f"{ROOT}/{language.value}/articles", page)


def article(language: Language, slug: str) -> str:
    return f"{ROOT}/{language.value}/articles/{quote(slug, safe='')}"


def category(language: Language, name: str, page: int = 1) -> str:
    return _paged(f"{ROOT}/{language.value}/categories/{quote(name, safe='')}", page)


def search(
    language: Language,
    query: str = "",
    category: str | None = None,
    page: int = 1,
    made: UUID | None = None,
) -> str:
    """`made` is the search that the page goes on with."""
    said = {"q": query, "category": category, "page": page if page > 1 else None, "search": made}
    asked = urlencode({name: value for name, value in said.items() if value})
    return f"{ROOT}/{language.value}/search" + (f"?{asked}" if asked else "")


def found(language: Language, made: UUID, article_id: str) -> str:
    """Leads to an article that a search found, and tells that it was opened."""
    return f"{ROOT}/{language.value}/found/{made}/{article_id}"


def flows(language: Language) -> str:
    return f"{ROOT}/{language.value}/flows/"


def flow(language: Language, name: str) -> str:
    return f"{ROOT}/{language.value}/flows/{quote(name, safe='')}"


def walk(language: Language, walk: UUID, *, moved: bool = False) -> str:
    """`moved`: what was sent there was not taken, since another step is shown by now."""
    return f"{ROOT}/{language.value}/walks/{walk}{'?moved' if moved else ''}"


def ask(language: Language) -> str:
    return f"{ROOT}/{language.value}/ask"


def draft(language: Language, draft: UUID) -> str:
    return f"{ROOT}/{language.value}/drafts/{draft}"


def contact(url: str | None, about: str, one: UUID) -> str | None:
    """Where a ticket is opened that takes a `walk` or a `draft` along; a mail says it in its
    subject."""
    if url is None:
        return None
    said = f"subject={about}%20{one}" if url.startswith("mailto:") else f"{about}={one}"
    return f"{url}{'&' if '?' in url else '?'}{said}"


def for_any_language(path: str) -> str:
    """The same page in whatever language its reader prefers."""
    beyond = path.removeprefix(f"{ROOT}/").partition("/")[2]
    return f"{ROOT}/{beyond}"


def can_be_addressed(category: str) -> bool:
    """Browsers take these for the folder itself and the one above, however they are written."""
    return category not in (".", "..")


def _paged(path: str, page: int) -> str:
    return f"{path}?page={page}" if page > 1 else path
