"""Parquet files: typed columns, and what they mean as metadata. Written whole or not at all."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from firstline_reporting.adapters.cli.files import replacing
from firstline_reporting.adapters.cli.tabular import Told, cells, columns

_INSTANT = pa.timestamp("us", tz="UTC")
_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "instant": _INSTANT,
}
_SAID = ("report", "definition", "means", "by", "zone", "origin", "from", "to", "at", "freshness")
_BLOCK = 1 << 20


def write_report(told: Told, file: Path) -> None:
    """The report's rows, one column each, with definition, zone and freshness as metadata."""
    over = columns(told)
    rows = list(cells(told))
    arrays = [_array([row[i] for row in rows], one["type"]) for i, one in enumerate(over)]
    said = {name: told[name] for name in _SAID if name in told}
    schema = pa.schema([_field(one) for one in over], _metadata(said))
    with replacing(file) as sink:
        pq.write_table(pa.table(arrays, schema=schema), sink)


def write_tickets(body: BinaryIO, file: Path, said: Mapping[str, str]) -> int:
    """All tickets of a stream of CSV, block by block; how many there were."""
    number = 0
    with replacing(file) as sink, pa_csv.open_csv(body, _reading(), None, _converting()) as found:
        schema = found.schema.with_metadata(_metadata(said))
        with pq.ParquetWriter(sink, schema) as writer:
            for batch in found:
                writer.write_batch(batch)
                number += batch.num_rows
    return number


def _reading() -> pa_csv.ReadOptions:
    return pa_csv.ReadOptions(block_size=_BLOCK)


def _converting() -> pa_csv.ConvertOptions:
    names = (
        "ticket_id", "number", "origin", "reference", "status", "source_status", "queue",
        "assignee", "category", "channel", "priority", "source_priority", "id", "language", "about",
    )  # fmt: skip
    types = {"opened_at": _INSTANT, "at": _INSTANT, **dict.fromkeys(names, pa.string())}
    return pa_csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])


def _array(values: list[Any], kind: str) -> pa.Array:
    if kind == "instant":
        values = [value and datetime.fromisoformat(value) for value in values]
    return pa.array(values, _TYPES[kind])


def _field(column: dict[str, Any]) -> pa.Field:
    about = {"means": column["means"], "unit": column["unit"]}
    return pa.field(column["name"], _TYPES[column["type"]], metadata=about)


def _metadata(said: Mapping[str, Any]) -> dict[str, str]:
    """Texts as they are, everything else as JSON."""
    pairs = {name: said[name] for name in said if said[name] is not None}
    return {
        f"firstline.{name}": value if isinstance(value, str) else json.dumps(value)
        for name, value in pairs.items()
    }
