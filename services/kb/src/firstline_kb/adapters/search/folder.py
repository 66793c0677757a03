"""The folder of an index: one process owns it, and what was damaged in it is found on opening."""

import fcntl
import json
import os
import shutil
import zlib
from pathlib import Path

from firstline_chassis.errors import CannotServe
from firstline_kb.adapters.search.schema import VERSION

_MAGIC = 1337
_TAIL = 8
_REMEDY = (
    "give FIRSTLINE_KB_SEARCH_FOLDER a folder that this process may write and no other uses,"
    " or leave it out: the index lives in memory then"
)


class OwnedFolder:
    """Locked as long as the process lives; killed or not, it leaves no lock behind."""

    def __init__(self, parent: Path):
        """Raises CannotServe when it can't be written or another process has it."""
        self.path = parent / f"articles-v{VERSION}"
        try:
            parent.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(parent / "lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotServe(f"another process keeps its index in {parent}; {_REMEDY}") from None
        except OSError as error:
            raise CannotServe(f"no index can be kept in {parent}: {error}; {_REMEDY}") from None

    def damage(self) -> str | None:
        """What is wrong with the files, or None; files alone are checked, not what they say."""
        if not (self.path / "meta.json").exists():
            return "meta.json is missing"
        for file in sorted(self.path.glob("[!.]*.*")):
            if file.suffix != ".json" and not _is_whole(file.read_bytes()):
                return f"{file.name} is damaged"
        return None

    def clear(self) -> Path:
        """Delete this index and those of other versions. Raises CannotServe."""
        try:
            for old in self.path.parent.glob("articles-v*"):
                shutil.rmtree(old)
            self.path.mkdir()
        except OSError as error:
            raise CannotServe(f"{self.path} can't be made anew: {error}; {_REMEDY}") from None
        return self.path

    def release(self) -> None:
        os.close(self._lock)


def _is_whole(content: bytes) -> bool:
    """tantivy ends each file with a checksum of the rest, the checksum's length, and a number."""
    length = int.from_bytes(content[-_TAIL:-4], "little")
    if int.from_bytes(content[-4:], "little") != _MAGIC:
        return False
    try:
        said = json.loads(content[-_TAIL - length : -_TAIL])["crc"]
    except (ValueError, KeyError, TypeError):
        return False
    return bool(said == zlib.crc32(content[: -_TAIL - length]))
