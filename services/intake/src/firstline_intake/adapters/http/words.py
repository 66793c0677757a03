"""Foreign words that a mapping lacks: counted, shown, never dropped."""

from typing import Any

from fastapi import APIRouter
from psycopg_pool import ConnectionPool

from firstline_chassis.http import MAX_PAGE

_WORDS = """SELECT origin, field, word, records FROM unknown_words
    ORDER BY records DESC, origin, field, word LIMIT %s"""


def word_router(pool: ConnectionPool) -> APIRouter:
    router = APIRouter(prefix="/v1/unknown-words", tags=["operations"])

    @router.get("", summary="Words that a mapping lacks, by how many records use them")
    def list_unknown_words() -> dict[str, Any]:
        with pool.connection() as connection:
            rows = connection.execute(_WORDS, [MAX_PAGE]).fetchall()
        names = ("origin", "field", "word", "records")
        return {"items": [dict(zip(names, row, strict=True)) for row in rows]}

    return router
