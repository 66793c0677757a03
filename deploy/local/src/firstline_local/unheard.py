"""Settings of this shell that a service which runs already has never heard of."""

from collections.abc import Iterator, Mapping, Sequence

import psutil

from firstline_local.places import PLACES
from firstline_local.servers import ADMIN_URL, BOOTSTRAP
from firstline_local.services import Service

_SHARED = ("FIRSTLINE_KAFKA_", "FIRSTLINE_DATABASE_")
_AGAIN = "`firstline down --services`, then `firstline up`."


def told_of_running(running: Sequence[Service]) -> Iterator[str]:
    """Which services were left as they ran, and what said now doesn't count for them."""
    if not running:
        return
    yield f"Running already: {', '.join(part.name for part in running)}."
    differing = sorted({name for part in running for name in _differing(part)})
    if differing:
        names = ", ".join(differing)
        yield f"Settings that differ by now: {names}. They count from the next start on: {_AGAIN}"


def _differing(part: Service) -> list[str]:
    """The names of settings that it was started with otherwise, or without, or alone."""
    here, there = _settings(part.name, part.env), _settings(part.name, _environment(part))
    return [name for name in here.keys() | there.keys() if here.get(name) != there.get(name)]


def _settings(service: str, env: Mapping[str, str]) -> dict[str, str]:
    own = f"FIRSTLINE_{service.upper()}_"
    # These say where commands find services and servers: no service reads them.
    others = {ADMIN_URL, BOOTSTRAP, *(f"FIRSTLINE_{name.upper()}_URL" for name in PLACES)}
    read = {name: value for name, value in env.items() if name.startswith((own, *_SHARED))}
    return {name: value for name, value in read.items() if name not in others}


def _environment(part: Service) -> Mapping[str, str]:
    """In which it was started; where the system doesn't tell, that of now."""
    found = part.record()
    try:
        return psutil.Process(found.identity.pid).environ() if found else part.env
    except psutil.Error:
        return part.env
