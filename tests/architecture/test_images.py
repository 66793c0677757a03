"""What the images say of themselves agrees with the code, without a container engine."""

import re
import subprocess
import sys
import sysconfig
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.lock_of import blocks_of, needed
from firstline_container.services import SERVICES
from tests.support.service_settings import SETTINGS

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
LOCK = (ROOT / "requirements.lock").read_text()


def test_hadolint_finds_nothing_in_a_dockerfile() -> None:
    files = [str(path) for path in ROOT.glob("deploy/**/Dockerfile")]
    hadolint = str(Path(sysconfig.get_path("scripts")) / "hadolint")
    done = subprocess.run([hadolint, *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert len(files) >= 3


def test_hadolint_would_find_a_mistake(tmp_path: Path) -> None:
    bad = tmp_path / "Dockerfile"
    bad.write_text(DOCKERFILE.read_text().replace("WORKDIR /build", "RUN cd /build"))
    hadolint = str(Path(sysconfig.get_path("scripts")) / "hadolint")
    assert subprocess.run([hadolint, str(bad)], capture_output=True, check=False).returncode == 1


def test_every_service_can_be_made_an_image() -> None:
    assert set(SERVICES) == {path.parent.name for path in ROOT.glob("services/*/pyproject.toml")}


def test_an_image_says_where_the_authorities_of_the_system_are() -> None:
    last = DOCKERFILE.read_text().rpartition("FROM ")[2]
    assert "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt" in last


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_listens_where_its_settings_say(service: str) -> None:
    assert SETTINGS[service].model_fields["http_port"].default == SERVICES[service]


def test_an_image_runs_its_programs_directly_and_as_nobody() -> None:
    lines = DOCKERFILE.read_text().splitlines()
    assert "USER 10001:10001" in lines
    assert [line for line in lines if re.match(r"(ENTRYPOINT|CMD) (?!\[)", line)] == []
    [check] = [line for line in lines if line.startswith("HEALTHCHECK")]
    assert check.endswith('CMD ["python", "-m", "firstline_container", "healthy"]')


def test_what_is_copied_into_an_image_is_let_through_and_nothing_else() -> None:
    let_through = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE.read_text(), flags=re.MULTILINE)
    assert {path for line in copied for path in line.split()} == let_through


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_has_all_that_its_members_need(service: str) -> None:
    members = [f"firstline-{service}", "firstline-chassis", "firstline-container"]
    installed = set(needed(blocks_of(LOCK), members))
    assert _asked_for(members) - installed == set()


def _asked_for(members: list[str]) -> set[str]:
    """What the installed packages say that they need here, all the way down."""
    found, waiting = set[str](), [Requirement(member) for member in members]
    while waiting:
        one = waiting.pop()
        key = f"{one.name}[{','.join(sorted(one.extras))}]"
        if key not in found:
            found.add(key)
            waiting += [each for each in _requirements(one) if _applies(each, one.extras)]
    names = {canonicalize_name(key.split("[")[0]) for key in found}
    return {name for name in names if not name.startswith("firstline-")}


def _requirements(one: Requirement) -> list[Requirement]:
    return [Requirement(text) for text in requires(one.name) or ()]


def _applies(one: Requirement, extras: set[str]) -> bool:
    marker = one.marker
    return marker is None or any(marker.evaluate({"extra": each}) for each in [*extras, ""])


def test_a_package_has_its_pin_for_every_python() -> None:
    assert len(re.findall(r"^puremagic==", blocks_of(LOCK)["puremagic"], flags=re.MULTILINE)) == 2


def test_a_name_that_the_lock_does_not_know_is_refused_with_the_remedy() -> None:
    command = [sys.executable, str(ROOT / "deploy" / "lock_of.py"), "firstline-intke"]
    done = subprocess.run(command, input=LOCK, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "'firstline-intke'" in done.stderr
    assert "make lock" in done.stderr
