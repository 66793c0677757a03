"""Mapping files: those that come with the service, and a folder of more by settings."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from firstline_chassis.errors import CannotServe
from firstline_events.unreadable import faults
from firstline_intake.domain.mapping import Mapping, Mappings

OURS = "firstline"


def read_mappings(folder: Path | None = None) -> Mappings:
    """The latest version of each origin's mapping; a file in `folder` wins.

    Raises CannotServe, which names the file and what is wrong in it.
    """
    own = files("firstline_intake").joinpath("mappings").iterdir()
    known = _latest(own)
    if folder is not None:
        if not folder.is_dir():
            raise CannotServe(f"{folder} is no folder of mapping files")
        known |= _latest(folder.iterdir())
    return Mappings(known.pop(OURS), known)


def _latest(candidates: Iterable[Traversable]) -> dict[str, Mapping]:
    read = {str(one): _read(one) for one in candidates if one.name.endswith(".toml")}
    _refuse_twins(read)
    return {one.origin: one for one in sorted(read.values(), key=lambda one: one.version)}


def _refuse_twins(read: dict[str, Mapping]) -> None:
    """Which of two files with one origin and version counts would be left to chance."""
    seen: dict[tuple[str, int], str] = {}
    for file, one in sorted(read.items()):
        twin = seen.setdefault((one.origin, one.version), file)
        if twin != file:
            told = f"both say version {one.version} of {one.origin}; give one a higher version"
            raise CannotServe(f"the mappings {twin} and {file}: {told}")


def _read(file: Traversable) -> Mapping:
    try:
        return Mapping.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise CannotServe(f"the mapping {file}: {faults(error, whole='the file')}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CannotServe(f"the mapping {file} is no TOML: {error}") from None
    except OSError as error:
        raise CannotServe(f"the mapping {file} can't be read: {error.strerror}") from None
