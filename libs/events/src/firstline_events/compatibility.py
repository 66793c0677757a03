"""Whether the committed schemas still keep what was promised to other systems.

`python -m firstline_events.compatibility` compares them with the ones of the last release, which
lie beside them in `released.json`, so that any clone can tell, however shallow. `--base REV`
compares with those of a git revision instead, and `--release` makes the present ones the promise.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from firstline_events.changes import Schema, breaking
from firstline_events.schemas import SCHEMAS

RELEASED = SCHEMAS.parent / "released.json"
"""The schemas of the last release, one line each; an installed package has no such file."""

Schemas = dict[str, Schema]


class NoSchemas(Exception):
    """There is nothing to compare with; the message says why."""


def broken(old: Schemas, new: Schemas) -> list[str]:
    """Every promise of `old` that `new` breaks, as `<type>: <what>`; new types break none."""
    found = [f"{name}: the type is gone" for name in old if name not in new]
    for name in old.keys() & new.keys():
        published = not name.startswith("firstline.inbound.")
        changes = breaking(old[name], new[name], published=published)
        found += [f"{name}: {change}" for change in changes]
    return sorted(found)


def committed(folder: Path = SCHEMAS) -> Schemas:
    """The schemas as they lie in the clone."""
    return {path.stem: json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))}


def released(path: Path = RELEASED) -> Schemas:
    """The schemas of the last release; raises NoSchemas."""
    if not path.exists():
        raise NoSchemas(f"no file {path}: --release makes it")
    found: Schemas = json.loads(path.read_bytes())
    return found


def of_revision(revision: str, folder: Path = SCHEMAS) -> Schemas:
    """The schemas of a git revision; raises NoSchemas when this clone doesn't have it."""
    names = _git(folder, "ls-tree", "--name-only", "--full-tree", f"{revision}:./").splitlines()
    wanted = [name for name in names if name.endswith(".json")]
    found = {
        name.removesuffix(".json"): json.loads(_git(folder, "show", f"{revision}:./{name}"))
        for name in wanted
    }
    if not found:
        raise NoSchemas(f"revision {revision} has no schemas in {folder.name}/")
    return found


def release(path: Path = RELEASED, folder: Path = SCHEMAS) -> None:
    """Make the committed schemas the promise."""
    rows = (f"  {json.dumps(name)}: {_line(body)}" for name, body in committed(folder).items())
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m firstline_events.compatibility", description=__doc__
    )
    parser.add_argument("--base", metavar="REV", help="compare with this git revision")
    parser.add_argument("--folder", type=Path, default=SCHEMAS, help="where the schemas are")
    parser.add_argument("--released", type=Path, default=RELEASED, metavar="FILE")
    parser.add_argument("--release", action="store_true", help="promise the present schemas")
    options = parser.parse_args(arguments)
    try:
        faults = _compared(options)
    except NoSchemas as error:
        parser.error(str(error))
    for fault in faults:
        sys.stdout.write(f"breaks: {fault}\n")
    if faults:
        sys.stdout.write("A change like this needs a new type (.v2) beside the old one.\n")
    elif options.release:
        release(options.released, options.folder)
    return int(bool(faults))


def _compared(options: argparse.Namespace) -> list[str]:
    if not options.folder.is_dir():
        raise NoSchemas(f"no folder {options.folder}: name one with --folder")
    if options.release and not options.released.exists():
        return []
    old = (
        of_revision(options.base, options.folder)
        if options.base is not None
        else released(options.released)
    )
    return broken(old, committed(options.folder))


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoSchemas(f"git {words[0]} says: {done.stderr.strip() or 'nothing'}")
    return done.stdout


def _line(body: Schema) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.exit(main())
