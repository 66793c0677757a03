"""How pages leave: with headers that let a browser run nothing, and with what caches need."""

from datetime import timedelta
from hashlib import sha256

from fastapi import Request, Response

_POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' https:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
PROTECTION = {
    "Content-Security-Policy": "; ".join(_POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FRESH = timedelta(minutes=1)
"""For how long caches may give a page without asking: what is retired is gone after that."""
PUBLIC = f"public, max-age={FRESH.seconds}"
PERSONAL = f"private, max-age={FRESH.seconds * 5}"
"""Of an answer to somebody's words; the way back to it asks nothing twice."""
NEVER = "no-store"
FOREVER = "public, max-age=31536000, immutable"


def answer(
    request: Request,
    content: bytes,
    media: str = "text/html",
    status: int = 200,
    cache: str = PUBLIC,
    **headers: str,
) -> Response:
    """The content, or 304 for who has it already."""
    sent = {**PROTECTION, "Cache-Control": cache, **headers}
    if status == 200:
        sent["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
        if _has(request, sent["ETag"]):
            return Response(status_code=304, headers=sent)
    return Response(content, status, sent, f"{media}; charset=utf-8")


def redirect(path: str, status: int, cache: str, **headers: str) -> Response:
    sent = {**PROTECTION, "Cache-Control": cache, "Location": path, **headers}
    return Response(status_code=status, headers=sent)


def _has(request: Request, tag: str) -> bool:
    """As a cache asks, where a proxy that compresses may have made the tag a weak one."""
    given = request.headers.get("if-none-match", "").split(",")
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in given)
