"""The files of the pages, and every address below theirs that is none."""

from fastapi import APIRouter, Request, Response

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages import addresses
from firstline_kb.adapters.pages.answering import FOREVER, PUBLIC, answer, redirect
from firstline_kb.adapters.pages.assets import asset_of
from firstline_kb.adapters.pages.languages import reader_language
from firstline_kb.adapters.pages.reading import READ
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.texts.known import TEXTS

_OTHER = ["DELETE", "OPTIONS", "PATCH", "POST", "PUT"]


def add_everything_else(router: APIRouter, site: Site) -> None:
    @router.api_route("/help/static/{file}", methods=READ)
    def static(file: str, request: Request) -> Response:
        asset = asset_of(file)
        if asset is None:
            return site.missing(request, reader_language(request))
        exact = asset.path.endswith(f"/{file}")
        cache = FOREVER if exact else PUBLIC
        return answer(request, asset.content, asset.media, cache=cache)

    @router.api_route("/help/{rest:anything}", methods=READ)
    def nothing(rest: str, request: Request) -> Response:
        language = reader_language(request)
        if rest in list(Language):
            return redirect(addresses.start(language), 301, PUBLIC)
        return site.missing(request, language)

    @router.api_route("/help/{rest:anything}", methods=_OTHER)
    def other_method(rest: str, request: Request) -> Response:  # noqa: ARG001 (any path)
        language = reader_language(request)
        texts = TEXTS[language]
        said = (texts.wrong_method, texts.wrong_method_text)
        response = site.notice(request, language, 405, *said)
        response.headers["Allow"] = ", ".join(READ)
        return response
