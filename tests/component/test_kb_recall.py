"""The search finds at least what BM25 finds, on every collection of people's queries."""

import pytest

from benchmarks.kb_collections import BARS, LANGUAGES, read_collection
from benchmarks.kb_search import filled, finder, recall
from firstline_kb.adapters.search.engine import ArticleSearch

_ASKED = 1_200


@pytest.mark.parametrize("name", LANGUAGES)
def test_recall_is_never_below_bm25(name: str) -> None:
    collection, bar = read_collection(name), BARS[name]
    queries = [*collection.held_out, *collection.tuning][:_ASKED]
    search = ArticleSearch(filled(collection.texts))
    found = recall(queries, finder(search, collection.language))
    assert found["recall_at_1"] >= bar.recall_at_1
    assert found["recall_at_5"] >= bar.recall_at_5
