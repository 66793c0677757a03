"""`firstline article classify`, `assign` and `schedule-review`: what is said of it as a whole."""

from typing import Annotated

import typer

from firstline_console.acting import As, acting
from firstline_console.article.library import Library
from firstline_console.article.options import Article
from firstline_console.boundary import UserError
from firstline_console.service_http import given
from firstline_console.ticket.options import AsJson, At, Key
from firstline_console.ticket.printing import say

Category = Annotated[str | None, typer.Option(help="Without it, it stays.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="All of them; else they stay.")]
Owner = Annotated[str, typer.Argument(help="Who answers for it from here on.")]
Day = Annotated[str | None, typer.Argument(help="A day such as 2027-01-31.")]
Never = Annotated[bool, typer.Option("--never", help="Nobody has to look at it again.")]


def classify(
    article: Article,
    category: Category = None,
    tag: Tags = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say what it is about: its category and tags."""
    who, library = acting(as_agent), Library(key)
    standing = library.article(article)
    told = {
        "category": standing["category"] if category is None else category,
        "tags": standing["tags"] if tag is None else tag,
    }
    # On the version that was just read: what stays must not undo what somebody else says now.
    seen = standing["version"]
    found = library.act(who, article, "classify", {**told, **given(at=at)}, seen)
    tags = ", ".join(found["tags"]) or "none"
    done = f"{found['number']}: category {found['category'] or 'none'}, tags {tags}."
    say(found, done, as_json)


def assign(
    article: Article,
    owner: Owner,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Let somebody else answer for it."""
    told = given(owner=owner, at=at)
    found = Library(key).act(acting(as_agent), article, "assign", told)
    say(found, f"{found['owner']} owns {found['number']}.", as_json)


def schedule_review(
    article: Article,
    day: Day = None,
    never: Never = False,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say by which day somebody looks whether it still holds."""
    if (day is None) != never:
        raise UserError("by when?", "give a day such as 2027-01-31, or --never.")
    told = {"review_on": day, **given(at=at)}
    found = Library(key).act(acting(as_agent), article, "schedule-review", told)
    say(found, f"{found['number']} is to be looked at by {day or 'nobody'}.", as_json)
