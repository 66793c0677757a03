"""From a text to the words that are looked for: each language by its own rules."""

from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from firstline_kb.adapters.search.folding import fold
from firstline_kb.adapters.search.stop_words import GREEK

_NAMES = {"en": "english", "it": "italian", "es": "spanish", "el": "greek"}
_GRAM = 4
_REMEMBERED = 50_000


class Analysis:
    """One language's analysers; each takes text that `fold` has folded."""

    def __init__(self, language: str):
        name = _NAMES[language]
        self.words: TextAnalyzer = _words().build()
        self.stems: TextAnalyzer = _words().filter(Filter.stemmer(name)).build()
        self.content: TextAnalyzer = _words().filter(_stop_words(language)).build()
        """Words without those that stand in every text."""
        self.stem = lru_cache(_REMEMBERED)(self._stem)
        """The stem of one folded word."""

    def _stem(self, word: str) -> str:
        stems = self.stems.analyze(word)
        return stems[0] if stems else word


@cache
def analysis_of(language: str) -> Analysis:
    """Raises KeyError for a language that articles are not written in."""
    return Analysis(language)


@cache
def grams() -> TextAnalyzer:
    """Every run of four characters, blanks included: what is left of a word with a slip."""
    return TextAnalyzerBuilder(Tokenizer.ngram(_GRAM, _GRAM)).build()


def _words() -> TextAnalyzerBuilder:
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(40))


def _stop_words(language: str) -> Filter:
    """Our own list for Greek, which tantivy lacks; folded like the text that it meets."""
    if language == "el":
        return Filter.custom_stopword([fold(word) for word in GREEK])
    return Filter.stopword(_NAMES[language])
