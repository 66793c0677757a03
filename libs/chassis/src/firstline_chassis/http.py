"""The face of every service: problems, health, metrics, dead letters, limits."""

import time
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Response
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firstline_chassis import metrics
from firstline_chassis.bodies import BodyLimit, streaming_routes
from firstline_chassis.problems import DOCUMENTED, add_problem_handlers
from firstline_chassis.unknown_parameters import refuse_unknown

MAX_PAGE = 200

_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})

Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="How many at most")]
Checks = Callable[[], dict[str, dict[str, Any]]]


def create_app(title: str, description: str, checks: Checks, *routers: APIRouter) -> FastAPI:
    """An application with the routers, and what each service has: health, metrics, OpenAPI.

    The routers' routes refuse query parameters that they don't declare. `/docs` brings its viewer
    along: nothing is fetched from another host, which a closed network could not reach.
    """
    app = FastAPIOffline(
        title=title,
        description=description,
        version="1",
        redoc_url=None,
        favicon_url="data:,",
        static_url="/docs/viewer",
        responses=DOCUMENTED,
    )
    add_problem_handlers(app)
    for router in routers:
        app.include_router(router, dependencies=[Depends(refuse_unknown)])
    app.include_router(ops_router(checks))
    app.add_middleware(Measured)
    routes = [route for router in routers for route in router.routes]
    app.add_middleware(BodyLimit, streaming=streaming_routes(routes))
    return app


def create_ops_app(title: str, checks: Checks) -> FastAPI:
    """Health and metrics alone, for an address that others may reach."""
    app = FastAPI(title=title, openapi_url=None)
    app.include_router(ops_router(checks))
    return app


def ops_router(checks: Checks) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.get("/health/live", summary="The process runs")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get("/health/ready", summary="It can do its work", responses={503: {}})
    async def ready(response: Response) -> dict[str, Any]:
        results = checks()
        good = all(check["ok"] for check in results.values())
        response.status_code = 200 if good else 503
        return {"status": "ready" if good else "not ready", "checks": results}

    @router.get("/metrics", summary="Prometheus metrics", response_class=Response)
    async def prometheus() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


class Measured:
    """Counts and times requests by their route's pattern, never by its values."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), "500"

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            metrics.REQUESTS.labels(method, route, status).inc()
            metrics.REQUEST_SECONDS.labels(route).observe(time.perf_counter() - began)
