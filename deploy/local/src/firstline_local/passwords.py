"""The passwords of the database roles: drawn once, readable by their owner alone."""

import json
import os
import secrets
from pathlib import Path

from firstline_local.errors import LocalError

ROLES = (
    "postgres",
    "firstline_intake",
    "firstline_triage",
    "firstline_escalation",
    "firstline_reporting",
    "firstline_analyst",
)


def load_or_create(file: Path) -> dict[str, str]:
    """The password of every role; those that are missing are drawn now."""
    known = _read(file)
    missing = [role for role in ROLES if role not in known]
    if missing:
        known |= {role: secrets.token_urlsafe(24) for role in missing}
        _write(file, known)
    return known


def _read(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise LocalError(
            f"the passwords in {file} can't be read ({error}).", "run `make clean` to start afresh."
        ) from error
    return {str(role): str(password) for role, password in found.items()}


def _write(file: Path, passwords: dict[str, str]) -> None:
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(passwords, out, indent=1)
    draft.replace(file)
