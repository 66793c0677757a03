"""Read an article: what is public, what is worked on, any version, and what changed between."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from firstline_chassis.etags import etag
from firstline_chassis.problems import Problem
from firstline_chassis.refusals import Refused
from firstline_chassis.store import Store
from firstline_events.vocabulary import Language
from firstline_kb.adapters.http.naming import Named, find_article
from firstline_kb.adapters.http.tongues import tongue
from firstline_kb.domain.article import Article
from firstline_kb.read_models import choosing
from firstline_kb.read_models.article import ArticleView, view_of
from firstline_kb.read_models.choosing import Chosen
from firstline_kb.read_models.comparing import Difference, difference
from firstline_kb.read_models.versions import VersionView, versions_of

Tongue = Annotated[
    str | None,
    Query(
        max_length=64,
        description="`it`, or as browsers say it, `it-CH`; the first one, if the article lacks it",
    ),
]
Exactly = Annotated[Language | None, Query(description="the article's first one, if not said")]
Number = Annotated[int | None, Query(ge=1, lt=2**31, description="that version of the text")]
Latest = Annotated[bool, Query(description="the latest version, be it public or not")]


class Versions(BaseModel):
    """The versions of one text, the newest first."""

    language: Language
    items: list[VersionView]


def add_reading(router: APIRouter, store: Store) -> None:
    @router.get("/{article}", summary="An article, and its text in a language")
    def read_article(
        article: Named,
        response: Response,
        language: Tongue = None,
        version: Number = None,
        latest: Latest = False,
    ) -> ArticleView:
        with store.reading() as tx:
            found = find_article(tx, article)
        asked = tongue(language)
        view = view_of(found, asked, _chosen(found, asked, version, latest))
        response.headers["ETag"] = etag(view.version)
        return view

    @router.get("/{article}/versions", summary="The versions of a text, the newest first")
    def list_versions(article: Named, language: Exactly = None) -> Versions:
        with store.reading() as tx:
            found = find_article(tx, article)
        told = language or found.first_language
        try:
            return Versions(language=told, items=versions_of(found, told))
        except Refused as refusal:
            raise _missing(refusal) from None

    @router.get("/{article}/compare", summary="What a version says otherwise than another")
    def compare_versions(
        article: Named,
        old: Annotated[int, Query(ge=1, lt=2**31)],
        new: Number = None,
        language: Exactly = None,
    ) -> Difference:
        with store.reading() as tx:
            found = find_article(tx, article)
        told, before = _at(found, language, old)
        after = found.latest(told) if new is None else _at(found, told, new)[1]
        return difference(told, before, after)


def _chosen(article: Article, asked: Language | None, version: int | None, latest: bool) -> Chosen:
    if version is not None and latest:
        detail = "Ask for one version, or for the latest."
        raise Problem(422, "contradiction", "It can't be both", detail)
    if version is not None:
        return _at(article, asked, version)
    choose = choosing.to_work_on if latest else choosing.to_read
    return choose(article, asked)


def _at(article: Article, asked: Language | None, number: int) -> Chosen:
    try:
        return choosing.at(article, asked, number)
    except Refused as refusal:
        raise _missing(refusal) from None


def _missing(refusal: Refused) -> Problem:
    title = "The article lacks it"
    return Problem(404, refusal.code, title, str(refusal), **refusal.members)
