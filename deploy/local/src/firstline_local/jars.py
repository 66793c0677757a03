"""Kafka's jars: fetched once, checked against the committed list, kept in the cache."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from firstline_local.errors import LocalError

KAFKA = "org.apache.kafka:kafka_2.13:4.3.1"
# In a build of its own: beside Kafka, it would pull in an older kafka-clients.
LOGGING = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4"
EXPECTED = Path(__file__).with_name("kafka-jars.sha256")


def kafka_jars(cache: Path) -> list[Path]:
    """The jars, from the cache or fetched into it; every one with the sum that the list demands."""
    folder = jars_folder(cache)
    if not folder.is_dir():
        _fetch_into(folder)
    return sorted(folder.glob("*.jar"))


def jars_folder(cache: Path) -> Path:
    """Where the jars of the committed list lie, once they are there."""
    return cache / f"kafka-{fingerprint(EXPECTED.read_bytes())[:12]}"


def expected_sums() -> dict[str, str]:
    """The committed list: the sum of each jar by its name."""
    lines = EXPECTED.read_text().split("\n")
    return {name: total for total, _, name in (line.partition("  ") for line in lines if line)}


def check(jars: Iterable[Path], expected: dict[str, str]) -> None:
    """Refuse jars that are missing, unknown or altered."""
    found = {jar.name: fingerprint(jar.read_bytes()) for jar in jars}
    wrong = sorted(
        name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)
    )
    if wrong:
        raise LocalError(
            f"these of Kafka's jars are not what the committed list says: {', '.join(wrong)}.",
            "a Maven repository or its local copy gave other files: "
            "remove them from ~/.m2/repository and try again.",
        )


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _fetch_into(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix="jars-", dir=folder.parent))
    try:
        for jar in {*_resolve(LOGGING, draft), *_resolve(KAFKA, draft)}:
            shutil.copyfile(jar, draft / jar.name)
        shutil.rmtree(draft / "work", ignore_errors=True)
        check(draft.glob("*.jar"), expected_sums())
        _publish(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _resolve(coordinates: str, draft: Path) -> list[Path]:
    import jgo
    from jgo.config import GlobalSettings

    try:
        mirrors = GlobalSettings.load().repositories
        return [
            Path(jar)
            for jar in jgo.build(
                coordinates, cache_dir=draft / "work", repositories=mirrors
            ).all_jars
        ]
    except Exception as error:  # whatever jgo's HTTP client and its parser raise
        raise LocalError(
            f"{coordinates} could not be fetched from a Maven repository: {error}",
            "check that this machine reaches Maven Central, or name a mirror in ~/.config/jgo.conf,"
            " under [repositories]: central = <address of the mirror>.",
        ) from error


def _publish(draft: Path, folder: Path) -> None:
    try:
        draft.chmod(0o755)
        draft.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another suite fetched the same jars meanwhile
            raise
