"""Whatever goes wrong on a page is a page too, never a problem document."""

from collections.abc import Callable, Coroutine
from typing import Any

import psycopg
import structlog
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from psycopg_pool import PoolTimeout

from firstline_kb.adapters.pages.languages import reader_language
from firstline_kb.adapters.pages.site import Site
from firstline_kb.adapters.pages.texts.known import TEXTS

log = structlog.get_logger()
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def route_class(site: Site) -> type[APIRoute]:
    """Routes of this site, for `APIRouter(route_class=…)`."""

    class PageRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            inner = super().get_route_handler()

            async def handle(request: Request) -> Response:
                try:
                    return await inner(request)
                except Exception as error:
                    return _told(site, request, error)

            return handle

    return PageRoute


def _told(site: Site, request: Request, error: Exception) -> Response:
    language = reader_language(request)
    texts = TEXTS[language]
    if isinstance(error, psycopg.OperationalError | PoolTimeout):
        log.warning("store away", reason=type(error).__name__)
        response = site.notice(request, language, 503, texts.away, texts.away_text)
        response.headers["Retry-After"] = "5"
        return response
    if isinstance(error, RequestValidationError):
        return site.missing(request, language)
    log.error("unexpected error", route=request.scope.get("path"), exc_info=error)
    return site.notice(request, language, 500, texts.broken, texts.broken_text)
