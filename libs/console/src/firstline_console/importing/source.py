"""Opening the incident log, packed or not, and handing out its lines with their numbers."""

import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from firstline_console.importing.errors import UnreadableLog

XZ_MAGIC = b"\xfd7zXZ\x00"
GET_AGAIN = "get the file again, or restore it from version control, and check its sha256."


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a .csv or .csv.xz with their numbers from 1, without their ends.

    Raises UnreadableLog when the file is missing, cut off, damaged or not UTF-8.
    """
    number = 0
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                yield number, _text(line, number).rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(path, number, error) from error
    except EOFError as error:
        raise UnreadableLog(path, number, "the packed file is cut off here", GET_AGAIN) from error
    except lzma.LZMAError as error:
        raise UnreadableLog(
            path, number, f"the packed file is damaged ({error})", GET_AGAIN
        ) from error
    except OSError as error:
        raise _not_opened(path, error) from error


def _open(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(len(XZ_MAGIC)) == XZ_MAGIC
    return cast("BinaryIO", lzma.open(path, "rb")) if packed else path.open("rb")


def _text(line: bytes, number: int) -> str:
    return line.decode("utf-8-sig" if number == 1 else "utf-8")


def _wrong_encoding(path: Path, line: int, error: UnicodeDecodeError) -> UnreadableLog:
    return UnreadableLog(
        path,
        line,
        f"byte {error.start + 1} of the line is not UTF-8",
        f"convert the file first, for example: iconv -f LATIN1 -t UTF-8 {path} > utf8.csv",
    )


def _not_opened(path: Path, error: OSError) -> UnreadableLog:
    return UnreadableLog(
        path,
        None,
        f"the file can't be opened ({error.strerror or error})",
        "check the path and the right to read it; without FILE the project's own log is taken.",
    )
