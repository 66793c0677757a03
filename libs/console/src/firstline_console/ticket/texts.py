"""What somebody says: as an argument, from a file, or from standard input."""

import sys
from pathlib import Path

from firstline_console.boundary import UserError


def said(text: str | None, file: Path | None, what: str) -> str:
    """The text, which `what` names in refusals. Raises UserError for none, or two."""
    if text is not None and file is not None:
        raise UserError(f"{what} is given twice.", "give it as an argument or by --file, not both.")
    found = text if text is not None else _read(file, what)
    if not found.strip():
        raise UserError(f"{what} is missing.", "give it as an argument, by --file, or by a pipe.")
    return found.rstrip("\n")


def _read(file: Path | None, what: str) -> str:
    try:
        if file is not None:
            return file.read_text(encoding="utf-8")
        return "" if sys.stdin.isatty() else sys.stdin.read()
    except OSError as error:
        raise UserError(f"{what} can't be read: {error}.", "name a file that is there.") from None
    except UnicodeDecodeError:
        raise UserError(f"{what} is no UTF-8 text.", "send a file of text.") from None
