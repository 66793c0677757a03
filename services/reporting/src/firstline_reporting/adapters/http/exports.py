"""The whole history over HTTP, part by part, as Arrow streams."""

from collections.abc import Generator, Iterator
from io import BytesIO
from typing import Annotated, Any

import pyarrow as pa
from fastapi import APIRouter, Path, Query
from psycopg_pool import ConnectionPool

from firstline_chassis.problems import Problem, invalid
from firstline_reporting.adapters.http.documents import Document, Freshness
from firstline_reporting.adapters.http.report_parameters import Since, Until, begins
from firstline_reporting.adapters.http.streaming import Flow, Streams
from firstline_reporting.read_models import exports
from firstline_reporting.read_models.exports import EXPORTED, Bounds
from firstline_reporting.read_models.freshness import freshness
from firstline_reporting.read_models.snapshots import snapshot

MEDIA_TYPE = "application/vnd.apache.arrow.stream"
Table = Annotated[str, Path(max_length=64, description="One of the views that are exported")]
Month = Annotated[
    str | None,
    Query(pattern="^[0-9]{4}-[0-9]{2}$", description="Only this one; else what has no time"),
]
_TYPES = {
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "smallint": pa.int16(),
    "boolean": pa.bool_(),
    "double precision": pa.float64(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}
_DOCUMENTED: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        "description": "An Arrow IPC stream, in batches",
    }
}


class PartTold(Document):
    table: str
    month: str | None
    """Null: rows that have no time."""
    rows: int


class ExportTold(Document):
    parts: list[PartTold]
    cut_by: dict[str, str | None]
    """By which column each table is cut into months, in UTC; null: it is one part."""
    freshness: Freshness


class ArrowFlow(Flow):
    """An Arrow stream in chunks."""

    media_type = MEDIA_TYPE


def export_router(pool: ConnectionPool, streams: Streams) -> APIRouter:
    router = APIRouter(prefix="/v1/exports", tags=["exports"])

    @router.get("", response_model=ExportTold, summary="What there is to export")
    def list_parts(since: Since = None, until: Until = None) -> Any:
        bounds = _bounds(since, until)
        with snapshot(pool) as connection:
            found = exports.parts(connection, bounds)
            fresh = freshness(connection, None)
        return {
            "parts": [part._asdict() for part in found],
            "cut_by": EXPORTED,
            "freshness": fresh,
        }

    @router.get(
        "/{table}.arrow",
        response_class=ArrowFlow,
        responses=_DOCUMENTED,
        summary="One month of one table",
    )
    def stream_part(
        table: Table, month: Month = None, since: Since = None, until: Until = None
    ) -> Any:
        if table not in EXPORTED:
            detail = f"{table!r} is no table of the export; there is {', '.join(EXPORTED)}."
            raise Problem(404, "no-such-table", "No such table", detail)
        bounds = _bounds(since, until)
        return streams.flow(lambda: _arrow(pool, table, month, bounds), ArrowFlow)

    return router


def _bounds(since: str | None, until: str | None) -> Bounds:
    found = Bounds(*(None if one is None else begins(one, "UTC") for one in (since, until)))
    if found.since is not None and found.until is not None and found.since > found.until:
        reason = f"{since} is after {until}, the end; swap them"
        raise invalid([(("query", "from"), reason)])
    return found


def _arrow(pool: ConnectionPool, table: str, month: str | None, bounds: Bounds) -> Generator[bytes]:
    with snapshot(pool) as connection:
        schema = pa.schema(
            [
                (name, _TYPES.get(kind, pa.string()))
                for name, kind in exports.columns(connection, table)
            ]
        )
        yield from _written(schema, exports.rows(connection, table, month, bounds))


def _written(schema: pa.Schema, batches: Iterator[list[tuple[Any, ...]]]) -> Generator[bytes]:
    """The stream in pieces: head and first rows, the others, the end."""
    sink = BytesIO()
    with pa.ipc.new_stream(sink, schema) as writer:
        for rows in batches:
            arrays = [
                pa.array(c, f.type) for c, f in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            yield _taken(sink)
    yield _taken(sink)


def _taken(sink: BytesIO) -> bytes:
    found = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return found
