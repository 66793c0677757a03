"""The part of requirements.lock that some of its packages or members need, hashes and all:
`python3 deploy/lock_of.py firstline-chassis hatchling < requirements.lock`.

An image installs what its service needs and nothing else. The lock says after each package who
asked for it (`# via`), so no index is asked, and nothing is resolved a second time.
"""

import re
import sys
from collections.abc import Iterable


def blocks_of(lock: str) -> dict[str, str]:
    """Each package with its lines: the pin, its hashes, and who asked for it.

    A package with other versions for other Pythons has all of them; pip takes the one that fits.
    """
    found: dict[str, str] = {}
    for block in filter(str.strip, re.split(r"(?m)^(?=[a-z0-9])", lock)):
        name = re.split(r"[=\s\[]", block, maxsplit=1)[0]
        found[name] = found.get(name, "") + block
    return found


def asked_by(block: str) -> set[str]:
    """Who asked for a package."""
    return set(re.findall(r"^    #\s+(?:via )?([\w.:-]+)", block, flags=re.MULTILINE)) - {"via"}


def needed(blocks: dict[str, str], names: Iterable[str]) -> list[str]:
    """What these packages or members need, themselves included where the lock has them.

    Raises KeyError with a name that the lock neither has nor was made for.
    """
    askers = {name: asked_by(block) for name, block in blocks.items()}
    known, found = {*blocks, *(asker for each in askers.values() for asker in each)}, set[str]()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in known:
            raise KeyError(name)
        found.add(name)
        waiting += [each for each, by in askers.items() if name in by and each not in found]
    return sorted(found & blocks.keys())


def main(names: list[str]) -> None:
    blocks = blocks_of(sys.stdin.read())
    try:
        print("".join(blocks[name] for name in needed(blocks, names)), end="")
    except KeyError as unknown:
        raise SystemExit(
            f"lock_of: nothing in requirements.lock is called {unknown} or asked for by it.\n"
            "  what to do: check the name; after a new member or dependency, run `make lock`."
        ) from None


if __name__ == "__main__":
    main(sys.argv[1:])
