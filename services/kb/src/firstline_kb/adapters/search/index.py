"""The index: written in whole commits, each with the position in the store up to which it goes."""

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path

import structlog
from tantivy import Document, Index, IndexWriter, Query, Schema, Searcher

from firstline_kb.adapters.search import schema
from firstline_kb.adapters.search.folder import OwnedFolder
from firstline_kb.application.following import BEGINNING, Position
from firstline_kb.application.searching import PublicText

log = structlog.get_logger()
_HEAP_BYTES = 15_000_000
"""The least that tantivy takes; it writes a segment whenever that is full."""
_POSITION = "position"


class IndexUnwritable(Exception):
    """The disk is full or gone. Nothing of the batch is in the index; it may be tried again."""


class ArticleIndex:
    """Written by one thread, read by any. Without a folder it lives in memory."""

    def __init__(self, folder: Path | None = None):
        """Opens what is there; what can't be used is made anew, with a line in the log.

        Raises CannotServe when the folder can't be used, or another process uses it.
        """
        self.schema = schema.build_schema()
        self._folder = OwnedFolder(folder) if folder else None
        self._writer: IndexWriter | None = None
        self._index = self._open()
        self.generation = 0
        """Grows with whatever readers see anew."""

    @property
    def searcher(self) -> Searcher:
        """What the last commit says."""
        return self._index.searcher()

    @property
    def position(self) -> Position:
        """Kept in the index itself, so no crash can part the two."""
        return _position_in(self.searcher, self.schema)

    def write(self, texts: Mapping[str, Sequence[PublicText]], position: Position) -> None:
        """Replace the texts of these articles (none: it is public no longer), and commit.

        Raises IndexUnwritable; then the commit before is still what readers see.
        """
        try:
            self._commit(texts, position)
        except (ValueError, OSError) as error:
            self._let_go()
            raise IndexUnwritable(str(error)) from error
        self._index.reload()
        self.generation += 1

    def begin_again(self, why: str) -> None:
        """Forget everything: whatever the store has is to be read anew."""
        self._let_go()
        self._index = self._make(why)
        self.generation += 1

    def close(self) -> None:
        """Let go of the folder."""
        self._let_go()
        if self._folder:
            self._folder.release()

    def _commit(self, texts: Mapping[str, Sequence[PublicText]], position: Position) -> None:
        if self._writer is None:
            self._writer = self._index.writer(_HEAP_BYTES, num_threads=1)
        writer = self._writer
        for article_id, languages in texts.items():
            writer.delete_documents_by_term(schema.ARTICLE, article_id)
            for text in languages:
                writer.add_document(schema.document_of(text))
        writer.delete_documents_by_term(schema.KEY, _POSITION)
        writer.add_document(_marking(position))
        writer.commit()

    def _let_go(self) -> None:
        """The writer holds a lock until it is gone for good, even from the error that named it."""
        self._writer = None
        gc.collect()

    def _open(self) -> Index:
        if self._folder is None:
            return _registered(Index(self.schema))
        if not self._folder.path.exists():
            return self._make("there is none yet")
        damage = self._folder.damage()
        if damage:
            return self._make(damage)
        try:
            index = _registered(Index(self.schema, path=str(self._folder.path)))
            _position_in(index.searcher(), self.schema)
        except (ValueError, OSError) as error:
            return self._make(str(error))
        return index

    def _make(self, why: str) -> Index:
        where = str(self._folder.path) if self._folder else "memory"
        log.warning("search index is built anew", reason=why, where=where)
        if self._folder is None:
            return _registered(Index(self.schema))
        return _registered(Index(self.schema, path=str(self._folder.clear())))


def _registered(index: Index) -> Index:
    schema.register_analysers(index)
    return index


def _marking(position: Position) -> Document:
    document = Document()
    document.add_text(schema.KEY, _POSITION)
    document.add_bytes(schema.SHOWN, f"{position.id} {position.event}".encode())
    return document


def _position_in(searcher: Searcher, of: Schema) -> Position:
    query = Query.term_query(of, schema.KEY, _POSITION, "basic")
    found = searcher.search(query, 1, count=False).hits
    if not found:
        return BEGINNING
    said = bytes(searcher.doc(found[0][1]).get_first(schema.SHOWN) or b"").decode()
    number, event = said.split(" ", 1)
    return Position(int(number), event)
