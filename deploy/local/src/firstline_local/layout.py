"""Where everything lies: one folder per suite, `.local/` in the project by default."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from firstline_local.accounts import shelter
from firstline_local.errors import LocalError

NEEDED_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Layout:
    """The folders of one suite; `cache`, for what can be fetched again, is shared."""

    root: Path
    cache: Path

    @classmethod
    def at(cls, root: Path) -> "Layout":
        """The layout under `root`; what can be fetched again is shared in the project's cache."""
        cache = os.environ.get("FIRSTLINE_CACHE_DIR")
        return cls(
            root.absolute(), Path(cache).absolute() if cache else project() / ".local" / "cache"
        )

    @classmethod
    def of_project(cls) -> "Layout":
        """The layout that the `firstline` commands use."""
        return cls.at(Path(os.environ.get("FIRSTLINE_LOCAL_DIR") or project() / ".local"))

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def kafka(self) -> Path:
        return self.root / "kafka"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def passwords(self) -> Path:
        return self.root / "secrets.json"

    @property
    def attachments(self) -> Path:
        return self.root / "attachments"

    @property
    def link_secret(self) -> Path:
        return self.root / "link-secret"

    def prepare(self) -> None:
        """Create the folders; a place that can't be used is refused with the way out."""
        for folder in (self.root, self.logs, self.run, self.cache):
            _create(folder)
        self.root.chmod(0o711)
        _check_space(self.root)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One command at a time starts or stops things here; a second one waits."""
        _create(self.root)
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def forget(self) -> None:
        """Delete the data of the suite, but not the cache."""
        for folder in (self.postgres, self.kafka, self.logs, self.run, self.attachments):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(shelter(self.postgres), ignore_errors=True)
        for secret in (self.passwords, self.link_secret):
            secret.unlink(missing_ok=True)


def project() -> Path:
    """The root of the workspace that this package is installed from."""
    for folder in Path(__file__).resolve().parents:
        if (folder / "requirements.lock").is_file():
            return folder
    raise LocalError(
        "the suite on one machine runs from a clone of the project, and this is none.",
        "clone the project and run `make setup` there.",
    )


def _create(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise LocalError(
            f"the folder {folder} can't be written ({error.strerror or error}).",
            "give this user the right to write there, or name another folder: "
            "FIRSTLINE_LOCAL_DIR=/path firstline up",
        ) from error


def _check_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise LocalError(
            f"the disk of {folder} is almost full: {free / 1024**2:.0f} MiB are free.",
            f"free {NEEDED_BYTES // 1024**2} MiB, or name a folder on another disk: "
            "FIRSTLINE_LOCAL_DIR=/path firstline up",
        )
