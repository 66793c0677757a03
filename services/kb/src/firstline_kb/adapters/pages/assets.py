"""The files that pages bring along; their addresses carry a digest, so they are kept for ever."""

from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from firstline_kb.adapters.pages import addresses

_MEDIA = {"help.css": "text/css", "mark.svg": "image/svg+xml"}


class Asset(NamedTuple):
    name: str
    media: str
    content: bytes
    path: str
    """Its address, which changes with its content."""


def _asset(name: str) -> Asset:
    content = files("firstline_kb.adapters.pages").joinpath("static", name).read_bytes()
    stem, _, kind = name.partition(".")
    digest = sha256(content).hexdigest()[:16]
    return Asset(name, _MEDIA[name], content, f"{addresses.ROOT}/static/{stem}.{digest}.{kind}")


ASSETS = {name: _asset(name) for name in _MEDIA}


def asset_of(file: str) -> Asset | None:
    """By the last part of its address; one with another digest is what another release calls it."""
    stem, _, rest = file.partition(".")
    return ASSETS.get(f"{stem}.{rest.rpartition('.')[2]}")
