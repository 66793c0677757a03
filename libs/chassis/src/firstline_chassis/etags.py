"""ETags: the version of an aggregate, as If-Match asks for it."""

import re

from firstline_chassis.problems import Problem

_TAG = r'(?:W/)?"[^"\x00-\x20]*"'
_TAGS = re.compile(rf"\s*{_TAG}(?:\s*,\s*{_TAG})*\s*")


def etag(version: int) -> str:
    return f'"{version}"'


def check_version(if_match: str | None, version: int) -> None:
    """Raises Problem: 400 for a header that lists no ETags, 412 for one that has changed."""
    if if_match is None or if_match.strip() == "*":
        return
    if not _TAGS.fullmatch(if_match):
        raise Problem(400, "bad-etag", 'If-Match takes an ETag in quotes: "3"')
    if etag(version) not in [tag.strip() for tag in if_match.split(",")]:
        title = "It has changed since you read it"
        detail = f"Its ETag is {etag(version)}; read it again."
        raise Problem(412, "stale-etag", title, detail, etag=etag(version))
