"""`firstline article import`: what a folder says that the knowledge base does not say yet."""

from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

import typer

from firstline_chassis.asking import Answer, Refused
from firstline_console.acting import Actor, As, acting, agent
from firstline_console.article.folder import Filed, read_folder
from firstline_console.article.library import Library

Folder = Annotated[Path, typer.Argument(help="SHORT-NAME/en.md, SHORT-NAME/it.md, …")]
Reviewer = Annotated[
    str | None, typer.Option(help="Another agent who has read them; then they are published.")
]
_WHOLE = ("category", "tags", "owner", "review_on")
_UNFINISHED = ("draft", "reviewed")


def import_articles(folder: Folder, reviewer: Reviewer = None, as_agent: As = None) -> None:
    """Write a folder of articles, as often as you like: what is there already is left alone.

    All files are read first, so a mistake in one of them imports nothing.
    """
    who, filed = acting(as_agent), read_folder(folder)
    counts = bring(filed, who, reviewer)
    told = ", ".join(f"{number} {what}" for what, number in counts.items())
    typer.echo(f"{len(filed)} articles: {told}.")


def bring(filed: Iterable[Filed], who: Actor, reviewer: str | None) -> dict[str, int]:
    """Write what is news of these articles; how many texts were drafted, edited, published, …"""
    counts = dict.fromkeys(("drafted", "edited", "published", "reclassified", "unchanged"), 0)
    for one in filed:
        _bring(Library(), who, reviewer, one, counts)
    return counts


def is_there(filed: Filed) -> bool:
    """Whether the knowledge base has an article of this short name."""
    return _standing(Library(), filed.slug) is not None


def _bring(
    library: Library, who: Actor, reviewer: str | None, filed: Filed, counts: dict[str, int]
) -> None:
    standing = _standing(library, filed.slug)
    is_new = standing is None
    if standing is not None:
        counts["reclassified"] += _classify(library, who, filed, standing)
    for number, (language, text) in enumerate(filed.texts.items()):
        if is_new and number == 0:
            library.draft(who, slug=filed.slug, language=language, **text, **filed.whole)
            change = "drafted"
        else:
            change = _edit(library, who, filed.slug, language, text)
        published = reviewer is not None and _release(library, who, reviewer, filed.slug, language)
        counts[change] += change != "unchanged" or not published
        counts["published"] += published


def _classify(library: Library, who: Actor, filed: Filed, standing: Answer) -> bool:
    """Whether what the head says of the article as a whole was news; what it lacks stays."""
    told = {key: filed.whole.get(key, standing[key]) for key in _WHOLE}
    ways = {
        "classify": {"category": told["category"], "tags": told["tags"]},
        "assign": {"owner": told["owner"]},
        "schedule-review": {"review_on": told["review_on"]},
    }
    news = {
        way: said
        for way, said in ways.items()
        if any(standing[key] != value for key, value in said.items())
    }
    for way, said in news.items():
        library.act(who, filed.slug, way, said)
    return bool(news)


def _standing(library: Library, slug: str) -> Answer | None:
    try:
        return library.article(slug)
    except Refused as refusal:
        if refusal.status == HTTPStatus.NOT_FOUND:
            return None
        raise


def _edit(library: Library, who: Actor, slug: str, language: str, text: dict[str, str]) -> str:
    """What was done: `edited`, or `unchanged` where the latest version says the same."""
    found = library.article(slug, language=language, latest=True)
    latest: dict[str, Any] = found["text"]
    if latest["language"] == language and all(latest[key] == text[key] for key in text):
        return "unchanged"
    library.act(who, slug, "edit", {"language": language, **text}, found["version"])
    return "edited"


def _release(library: Library, who: Actor, reviewer: str, slug: str, language: str) -> bool:
    """Whether the latest version was published now."""
    latest = library.article(slug, language=language, latest=True)["text"]
    if latest["state"] not in _UNFINISHED:
        return False
    said = {"language": language, "version": latest["version"]}
    if latest["state"] == "draft":
        library.act(agent(reviewer), slug, "review", said)
    library.act(who, slug, "publish", said)
    return True
