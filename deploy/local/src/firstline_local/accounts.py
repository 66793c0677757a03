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
    return shelter(wanted) / wanted.name


def programs_folder(shipped: Path, account: tuple[int, int] | None, near: Path) -> Path:
    """Where the account can run a wheel's programs (`package/install/bin`): there, or a copy."""
    if account is None or _runs_for_others(shipped):
        return shipped
    install, package = shipped.parent, shipped.parents[1]
    copy = make_shelter(near) / "programs" / package.name / install.name
    if not copy.is_dir():
        # its libraries lie beside the package, and the programs look for them there
        for part, target in ((_libraries(package), _libraries(copy.parent)), (install, copy)):
            shutil.copytree(part, target, symlinks=True, dirs_exist_ok=True)
        _open_to_others(shelter(near) / "programs")
    return copy / shipped.name


def _runs_for_others(programs: Path) -> bool:
    readable = all(each.stat().st_mode & stat.S_IROTH for each in programs.iterdir())
    return readable and reachable_by_others(programs / "postgres")


def _libraries(package: Path) -> Path:
    return package.with_name(f"{package.name}.libs")


def _open_to_others(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))


def shelter(path: Path) -> Path:
    """The folder under the system's temp folder that stands in for one out of reach."""
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"firstline-{digest}"


def make_shelter(path: Path) -> Path:
    """Create that folder; one that somebody else has put there is refused."""
    folder = shelter(path)
    folder.mkdir(mode=0o711, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.geteuid() or not stat.S_ISDIR(found.st_mode):
        raise LocalError(
            f"{folder} belongs to somebody else.",
            "remove it, or name a folder that others can go through: FIRSTLINE_LOCAL_DIR=/path",
        )
    folder.chmod(0o711)
    return folder
