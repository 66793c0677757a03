"""Passwords of the database roles and other secrets: drawn once, for their owner alone."""

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
    "firstline_kb",
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


def draw_secret(file: Path) -> Path:
    """The file with a secret of one line, which is drawn now if there is none."""
    if not file.exists():
        _write_private(file, secrets.token_urlsafe(32) + "\n")
    return file


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
    _write_private(file, json.dumps(passwords, indent=1))


def _write_private(file: Path, text: str) -> None:
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(text)
    draft.replace(file)
