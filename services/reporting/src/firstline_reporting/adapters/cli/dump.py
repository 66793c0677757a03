"""A dump of the history in a folder: atomic files, and a manifest that says what is whole."""

import hashlib
import json
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from firstline_chassis.asking import CannotTell
from firstline_reporting.adapters.cli.files import replacing
from firstline_reporting.adapters.cli.service import ask, stream

MANIFEST = "manifest.json"
_FORMAT = 1
_CHUNK = 1 << 20
Entry = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """How far it is: rows in files of `total`, and what comes now."""

    now: str
    rows: int
    total: int


class Dump:
    """One export to one folder; `asked` are the bounds as the service takes them."""

    def __init__(self, folder: Path, asked: dict[str, str]):
        self.folder, self._asked = folder, asked
        self.rows = self.files = self.kept = 0

    def run(self) -> Generator[Done]:
        """Write what is missing, part by part. Raises CannotTell for a folder of something else."""
        told = ask("/v1/exports", self._asked)
        manifest = self._manifest(told)
        known = {entry["file"]: entry for entry in manifest["files"]}
        total = sum(part["rows"] for part in told["parts"])
        for part in told["parts"]:
            yield Done(f"{part['table']} {part['month'] or ''}", self.rows, total)
            entry = known.get(_place(part))
            if entry is None or not self._stands(entry, part):
                entry = self._write(part, _place(part), told["freshness"])
            else:
                self.kept += 1
            known[entry["file"]] = entry
            self.rows, self.files = self.rows + entry["rows"], self.files + 1
            self._save({**manifest, "files": list(known.values())})
        whole = [known[_place(part)] for part in told["parts"]]
        self._save({**manifest, "files": whole, "complete": True})
        yield Done("done", self.rows, total)

    def _manifest(self, told: Entry) -> Entry:
        """The manifest to go on from. Raises CannotTell when it is of another export."""
        begun: Entry = {
            "format": _FORMAT,
            "asked": self._asked,
            "cut_by": told["cut_by"],
            "definition": "one row per row of the view, as docs/analytics.md describes it",
            "zone": "UTC",
            "complete": False,
            "files": [],
        }
        if not (self.folder / MANIFEST).exists():
            _refuse_others(self.folder)
            return begun
        found = self._read()
        if (found.get("format"), found.get("asked")) != (_FORMAT, self._asked):
            raise CannotTell(
                f"{self.folder} holds another export, asked for {found.get('asked')}.",
                "name another folder, or ask for the same period.",
            )
        return {**begun, "files": found["files"]}

    def _read(self) -> Entry:
        try:
            found: Entry = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except ValueError:
            raise CannotTell(
                f"{self.folder / MANIFEST} can't be read.", "delete the folder, or name another."
            ) from None
        return found

    def _stands(self, entry: Entry, part: Entry) -> bool:
        """Whether the file is whole, unchanged, and as long as the part is now."""
        file = self.folder / entry["file"]
        if entry["rows"] != part["rows"] or not file.is_file():
            return False
        return bool(_digest(file) == entry["sha256"])

    def _write(self, part: Entry, place: str, fresh: Entry) -> Entry:
        file = self.folder / place
        make_folder(file.parent)
        asked = {**self._asked, **({"month": part["month"]} if part["month"] else {})}
        with stream(f"/v1/exports/{part['table']}.arrow", asked) as body, replacing(file) as to:
            rows = _copied(body, to)
        return {
            "table": part["table"],
            "month": part["month"],
            "file": place,
            "rows": rows,
            "bytes": file.stat().st_size,
            "sha256": _digest(file),
            "read_until": fresh["read_until"],
        }

    def _save(self, manifest: Entry) -> None:
        """From here on its files count, whatever happens next."""
        text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
        make_folder(self.folder)
        with replacing(self.folder / MANIFEST) as to:
            to.write_text(text, encoding="utf-8")


def _copied(body: Any, to: Path) -> int:
    """From the stream to a file, batch by batch; how many rows."""
    rows = 0
    try:
        with pa.ipc.open_stream(body) as batches, pq.ParquetWriter(to, batches.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
                rows += batch.num_rows
    except pa.ArrowInvalid as error:
        raise CannotTell(
            f"what came is no complete table: {error}", "run the same command again."
        ) from None
    return rows


def _place(part: Entry) -> str:
    month = part["month"] or "unknown"
    return f"{part['table']}/month={month}/part.parquet"


def _digest(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()


def _refuse_others(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotTell(
            f"{folder} is not an export of ours.", "name a folder that is empty or doesn't exist."
        )


def make_folder(folder: Path) -> None:
    """With those above it. Raises CannotTell when that can't be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotTell(
            f"can't make the folder {folder}: {error.strerror}.",
            "name a folder in one that exists and that you may write to.",
        ) from None
