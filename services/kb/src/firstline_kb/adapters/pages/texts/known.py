"""The texts of every language."""

from collections.abc import Mapping

from firstline_events.vocabulary import Language
from firstline_kb.adapters.pages.texts.catalogue import Texts
from firstline_kb.adapters.pages.texts.english import ENGLISH
from firstline_kb.adapters.pages.texts.greek import GREEK
from firstline_kb.adapters.pages.texts.italian import ITALIAN
from firstline_kb.adapters.pages.texts.spanish import SPANISH

TEXTS: Mapping[Language, Texts] = {
    Language.EN: ENGLISH,
    Language.IT: ITALIAN,
    Language.ES: SPANISH,
    Language.EL: GREEK,
}
OWN_NAMES: Mapping[Language, str] = {
    Language.EN: "English",
    Language.IT: "Italiano",
    Language.ES: "Español",
    Language.EL: "Ελληνικά",
}
"""What those who speak a language call it."""
