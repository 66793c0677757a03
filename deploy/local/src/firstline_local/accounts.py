"""PostgreSQL refuses to run as root: then an unprivileged user that exists runs it,
in folders which that user can reach.
"""

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from firstline_local.errors import LocalError

CANDIDATES = ("postgres", "pgserver", "nobody")


def server_account() -> tuple[int, int] | None:
    """The uid and gid to run PostgreSQL as; None when the current user will do."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise LocalError(
        "PostgreSQL can't run as root, and this machine has no unprivileged user for it.",
        f"run as an ordinary user, or create one of the users {', '.join(CANDIDATES)}.",
    )


def reachable_by_others(path: Path) -> bool:
    """Whether another user can go through every folder above `path`."""
    there = (folder for folder in path.resolve().parents if folder.exists())
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in there)


def data_folder(wanted: Path, account: tuple[int, int] | None) -> Path:
    """As wanted, unless the account can't get there; then under the system's temp folder."""
    if account is None or reachable_by_others(wanted):
        return wanted
    return _shelter(wanted) / wanted.name


def programs_folder(shipped: Path, account: tuple[int, int] | None, near: Path) -> Path:
    """Where the account can run the programs of `shipped` (a bin folder): there, or in a copy."""
    if account is None or reachable_by_others(shipped):
        return shipped
    copy = _shelter(near) / "programs"
    if not (copy / shipped.name).is_dir():
        shutil.copytree(shipped.parent, copy, symlinks=True, dirs_exist_ok=True)
    return copy / shipped.name


def _shelter(path: Path) -> Path:
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"firstline-{digest}"
    folder.mkdir(mode=0o711, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.geteuid() or not stat.S_ISDIR(found.st_mode):
        raise LocalError(
            f"{folder} belongs to somebody else.",
            f"remove it, or move the project out of {path.parents[-2]}.",
        )
    folder.chmod(0o711)
    return folder
