"""What `make accessibility` takes from npm is pinned, and its lock names no registry."""

import json

from tests.support.pages import ROOT

FOLDER = ROOT / "tests" / "accessibility"


def test_the_lock_of_npm_pins_and_hashes_everything_and_names_no_address() -> None:
    text = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert packages.pop("")["dependencies"] == wanted
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert "://" not in text
    assert "resolved" not in text
