"""BM25 as the textbooks have it (k1 1.2, b 0.75) over small words: what our search is held to."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from firstline_kb.application.searching import PublicText

_K1, _B = 1.2, 0.75


class PlainBm25:
    """Title and text as one field; no stems, no stop words, nothing folded."""

    def __init__(self, texts: Sequence[PublicText]):
        words = {one.article_id: _words(f"{one.title} {one.text}") for one in texts}
        self._count = len(texts)
        self._mean = sum(map(len, words.values())) / self._count
        self._postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for article_id, found in words.items():
            norm = _K1 * (1 - _B + _B * len(found) / self._mean)
            for word, times in Counter(found).items():
                weight = times * (_K1 + 1) / (times + norm)
                self._postings[word].append((article_id, weight))

    def best(self, query: str, limit: int) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for word in _words(query):
            postings = self._postings.get(word, [])
            rarity = math.log(1 + (self._count - len(postings) + 0.5) / (len(postings) + 0.5))
            for article_id, weight in postings:
                scores[article_id] += rarity * weight
        return sorted(scores, key=lambda one: (-scores[one], one))[:limit]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
