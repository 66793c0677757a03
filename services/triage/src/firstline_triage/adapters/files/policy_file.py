"""Reading a scoring policy: each fault is told with its file, its line and what to do."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

from firstline_chassis.errors import CannotServe
from firstline_triage.domain.errors import PolicyRefused
from firstline_triage.domain.policy_table import scoring_policy
from firstline_triage.domain.scoring_policy import ScoringPolicy

DEFAULT = "itil.v1.toml"
_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(#.*)?$")
_KEY = re.compile(r"\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=")
_TOML_LINE = re.compile(r"at line (\d+)")


class PolicyFileRefused(CannotServe):
    """A policy file that can't be used: file, line, fault, remedy."""

    def __init__(self, file: str, line: int | None, fault: str, remedy: str):
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: {fault}\n  what to do: {remedy}")


def read_policy(path: Path | None) -> ScoringPolicy:
    """The policy in the file, or the one that comes with the service; else PolicyFileRefused."""
    source = path or files("firstline_triage").joinpath("policies", DEFAULT)
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "FIRSTLINE_TRIAGE_POLICY_FILE names a UTF-8 file, or is not set"
        raise PolicyFileRefused(str(source), None, f"can't be read: {error}", remedy) from None
    return _policy(source.name, text)


def _policy(name: str, text: str) -> ScoringPolicy:
    try:
        policy = scoring_policy(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        at = _TOML_LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise PolicyFileRefused(name, line, f"is not TOML: {error}", "mend that line") from None
    except PolicyRefused as error:
        line = line_of(text, error.where)
        raise PolicyFileRefused(name, line, str(error), error.remedy) from None
    wanted = f"{policy.name}.v{policy.version}.toml"
    if name != wanted:
        fault, line = f"holds {policy.label}", line_of(text, ("version",))
        raise PolicyFileRefused(name, line, fault, f"call the file {wanted}, or mend the version")
    return policy


def line_of(text: str, where: tuple[str, ...]) -> int:
    """The line that says `where`; if nothing does, the line of what should hold it."""
    found: dict[tuple[str, ...], int] = {(): 1}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = tuple(part.strip(" \"'") for part in header[1].split("."))
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
        elif key := _KEY.match(line):
            found.setdefault((*table, key[1]), number)
    while where not in found:
        where = where[:-1]
    return found[where]
