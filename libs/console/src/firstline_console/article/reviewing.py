"""`firstline article review`, `send-back`, `publish` and `retire`: who may read what."""

from typing import Annotated

import typer

from firstline_console.acting import As, acting
from firstline_console.article.library import Library
from firstline_console.article.options import Article, Language, Note, Version
from firstline_console.service_http import given
from firstline_console.ticket.options import AsJson, At, Key
from firstline_console.ticket.options import File as TextFile
from firstline_console.ticket.options import Text as Argument
from firstline_console.ticket.printing import say
from firstline_console.ticket.texts import said

OneLanguage = Annotated[
    str | None, typer.Option("--language", "--lang", "-l", help="One text; else all.")
]
Instead = Annotated[str | None, typer.Option("--replaced-by", help="What to read in its place.")]
Why = Annotated[str | None, typer.Option("--reason", help="Why nobody is to read it.")]


def review(
    article: Article,
    language: Language = None,
    version: Version = None,
    note: Note = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say that the latest draft, which somebody else wrote, is right."""
    who, library = acting(as_agent), Library(key)
    tongue = library.language_of(article, language)
    told = given(language=tongue, version=version, note=note, at=at)
    found = library.act(who, article, "review", told)
    number = found["text"]["version"]
    say(found, f"{found['number']}, version {number} in {tongue}, is reviewed.", as_json)


def send_back(
    article: Article,
    text: Argument = None,
    file: TextFile = None,
    language: Language = None,
    version: Version = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say what is to be changed in the latest version, which somebody else wrote."""
    who, library = acting(as_agent), Library(key)
    note, tongue = said(text, file, "what is to be changed"), library.language_of(article, language)
    told = given(language=tongue, version=version, note=note, at=at)
    found = library.act(who, article, "send-back", told)
    number = found["text"]["version"]
    say(found, f"{found['number']}, version {number} in {tongue}, is sent back.", as_json)


def publish(
    article: Article,
    language: Language = None,
    version: Version = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Let the public read the latest version, which was reviewed."""
    who, library = acting(as_agent), Library(key)
    tongue = library.language_of(article, language)
    told = given(language=tongue, version=version, at=at)
    found = library.act(who, article, "publish", told)
    number = found["text"]["version"]
    say(found, f"{found['number']}, version {number} in {tongue}, is public.", as_json)


def retire(
    article: Article,
    language: OneLanguage = None,
    replaced_by: Instead = None,
    reason: Why = None,
    as_agent: As = None,
    at: At = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Nobody is to read it any more: say what replaces it, or why nothing does."""
    told = given(language=language, replaced_by=replaced_by, reason=reason, at=at)
    found = Library(key).act(acting(as_agent), article, "retire", told)
    where = f" in {language}" if language else ""
    say(found, f"{found['number']} is retired{where}.", as_json)
