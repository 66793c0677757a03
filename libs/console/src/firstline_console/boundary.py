"""The edge of the command line: what a person did wrong is told in words, with the way out."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager


class UserError(Exception):
    """Something the person at the keyboard can put right. `remedy` says how.

    `exit_code` is 1, or 2 where a command could not even begin.

    Any exception with a `remedy` is treated in the same way, so members need not import this class.
    """

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


@contextmanager
def report_and_exit() -> Iterator[None]:
    """Turn what escapes a command into a message on stderr and an exit code."""
    try:
        yield
    except KeyboardInterrupt:
        _say("interrupted.", "")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("FIRSTLINE_TRACEBACK") == "1":
            raise
        tell(error)
        sys.exit(getattr(error, "exit_code", 1))


def tell(error: Exception) -> None:
    """What went wrong, and the way out, on stderr."""
    _say(_words(error), _remedy(error))


def _words(error: Exception) -> str:
    if hasattr(error, "remedy"):
        return str(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} (in {place.name}, line {place.lineno})"


def _remedy(error: Exception) -> str:
    default = "run it again with FIRSTLINE_TRACEBACK=1 to see where it happened."
    return str(getattr(error, "remedy", default))


def _say(message: str, remedy: str) -> None:
    print(f"firstline: {message}", file=sys.stderr)
    if remedy:
        print(f"  what to do: {remedy}", file=sys.stderr)
