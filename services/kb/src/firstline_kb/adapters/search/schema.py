"""What the index holds of an article: four fields for each language, and what is shown."""

import msgspec
from tantivy import Document, Index, Schema, SchemaBuilder

from firstline_kb.adapters.search.analysis import analysis_of, grams
from firstline_kb.adapters.search.folding import clean, fold
from firstline_kb.application.searching import LANGUAGES, PublicText

VERSION = 2
"""Raise it with every change of this file, the folding or the analysis: old indexes go then."""
TITLE, STEMS, WORDS, GRAMS = "title", "stems", "words", "grams"
KEY, ARTICLE, CATEGORY, TAG = "key", "article", "category", "tag"
SHOWN = "shown"


def build_schema() -> Schema:
    builder = SchemaBuilder()
    for name in (KEY, ARTICLE, CATEGORY, TAG):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field(SHOWN, stored=True)
    for language in LANGUAGES:
        for field, tokenizer in ((TITLE, STEMS), (STEMS, STEMS), (WORDS, WORDS)):
            builder.add_text_field(
                f"{field}_{language}", tokenizer_name=f"{tokenizer}_{language}", index_option="freq"
            )
        builder.add_text_field(f"{GRAMS}_{language}", tokenizer_name=GRAMS, index_option="freq")
    return builder.build()


def register_analysers(index: Index) -> None:
    """To be done each time an index is opened: the analysers aren't stored with it."""
    index.register_tokenizer(GRAMS, grams())
    for language in LANGUAGES:
        analysis = analysis_of(language)
        index.register_tokenizer(f"{STEMS}_{language}", analysis.stems)
        index.register_tokenizer(f"{WORDS}_{language}", analysis.words)


def exact(label: str) -> str:
    """A category or a tag as filters compare it: large and small letters are one."""
    return clean(label).strip().casefold()


def document_of(text: PublicText) -> Document:
    """A text as it is indexed; what is shown of it is kept beside, cleaned but not folded."""
    shown = text._replace(
        title=clean(text.title),
        text=clean(text.text),
        category=None if text.category is None else clean(text.category),
        tags=tuple(map(clean, text.tags)),
    )
    title = fold(shown.title)
    everything = fold(" ".join((shown.title, shown.text, *shown.tags)))  # a tag may be a synonym
    document = Document()
    document.add_text(ARTICLE, text.article_id)
    document.add_text(f"{TITLE}_{text.language}", title)
    for field in (STEMS, WORDS, GRAMS):
        document.add_text(f"{field}_{text.language}", everything)
    if text.category is not None:
        document.add_text(CATEGORY, exact(text.category))
    for tag in text.tags:
        document.add_text(TAG, exact(tag))
    document.add_bytes(SHOWN, msgspec.msgpack.encode(shown))
    return document


def shown_in(document: Document) -> PublicText:
    """What `document_of` has kept."""
    return msgspec.msgpack.decode(document.get_first(SHOWN) or b"", type=PublicText)
