"""Files that a command writes: whole or not at all, and never over what is no file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from firstline_chassis.asking import CannotTell


def refuse_unwritable(file: Path) -> None:
    """Before anything is asked. Raises CannotTell for a folder, or for a file in none."""
    if file.is_dir():
        raise _cannot(file, "it is a folder")
    if not file.parent.is_dir():
        raise _cannot(file, f"there is no folder {file.parent}")


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A place to write to; the file takes its name only when all is written. Raises CannotTell."""
    part = file.with_name(f".{file.name}.part")
    try:
        yield part
        part.replace(file)
    except OSError as error:
        raise _cannot(file, error.strerror or str(error)) from None
    finally:
        _forget(part)


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # why it could not be written has been told


def _cannot(file: Path, why: str) -> CannotTell:
    remedy = "name a file in a folder that exists and that you may write to."
    return CannotTell(f"can't write {file}: {why}.", remedy)
