"""Running the fenced blocks of a page in order, as a reader would in one terminal."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.docs.covered_elsewhere import ELSEWHERE
from tests.support.pages import ROOT, Block

RUN = ("bash", "console", "python", "sql")
SHOWN = ("json", "mermaid", "text", "toml")
SECONDS = 90


class Terminal:
    """Runs blocks one after the other; what a block exports is there for the next ones."""

    def __init__(self, env: Mapping[str, str], folder: Path):
        self.env = dict(env)
        self._exported = folder / "environment"

    def run(self, block: Block) -> None:
        """Fails with the place of the block and with what it printed."""
        match block.tag:
            case "bash":
                self._bash(block, block.text)
            case "console":
                self._console(block)
            case "python":
                self._succeed(block, [sys.executable, "-c", block.text])
            case "sql":
                self._succeed(block, _psql(block.text))

    def output(self, command: str) -> str:
        """What one command prints."""
        return self._bash(Block("a test", 1, "bash", command), command)

    def _console(self, block: Block) -> None:
        for command, shown in _conversation(block.text):
            said = self._bash(block, command)
            if command.strip() not in ELSEWHERE:
                assert _matches(shown, said), f"{block} shows\n{shown}\nbut it says\n{said}"

    def _bash(self, block: Block, script: str) -> str:
        lines = [line for line in script.splitlines() if _command(line) not in ELSEWHERE]
        ending = f"env -0 > '{self._exported}'"
        said = self._succeed(block, ["bash", "-euo", "pipefail", "-c", "\n".join([*lines, ending])])
        pairs = self._exported.read_text().rstrip("\0").split("\0")
        self.env = dict(pair.split("=", 1) for pair in pairs)
        return said

    def _succeed(self, block: Block, command: list[str]) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=SECONDS,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{block} fails:\n{block.text}\n{done.stdout}\n{done.stderr}"
        return done.stdout


def _psql(text: str) -> list[str]:
    firstline = str(Path(sys.executable).with_name("firstline"))
    return [firstline, "psql", "--analyst", "-v", "ON_ERROR_STOP=1", "-c", text]


def _conversation(text: str) -> Iterator[tuple[str, str]]:
    """Each command after a `$ `, with the output that is shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        lines = part.split("\n")
        ends = next(n for n, line in enumerate(lines) if not line.endswith("\\"))
        yield "\n".join(lines[: ends + 1]), "\n".join(lines[ends + 1 :])


def _command(line: str) -> str:
    return re.sub(r"\s+#.*$", "", line).strip()


def _matches(shown: str, said: str) -> bool:
    """Whether it was said as shown; `…` stands for anything, spaces at the ends count nothing."""
    pattern = ".*".join(re.escape(part) for part in _trimmed(shown).split("…"))
    return re.fullmatch(pattern, _trimmed(said), flags=re.DOTALL) is not None


def _trimmed(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
