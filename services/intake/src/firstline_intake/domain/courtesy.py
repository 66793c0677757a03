"""Whether a reply asks for nothing: words of thanks alone, or a machine's answer.

Such a reply reopens nothing and starts no clock. The rule would rather take thanks for a question
than a question for thanks: one word beyond these phrases, a digit or a question mark is enough.
"""

import re

_SHORT = 200
_WORD = re.compile(r"[^\W\d_]+")
_ASKS = re.compile("[\\d?;\u037e]")
"""Greek asks with a semicolon."""
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_THANKS = (
    *("thanks", "thank you", "many thanks", "thanks a lot", "thx", "thanks again"),
    *("grazie", "grazie mille", "molte grazie", "mille grazie", "tante grazie", "grazie ancora"),
    *("la ringrazio", "vi ringrazio", "ti ringrazio"),
    *("gracias", "muchas gracias", "mil gracias", "gracias de nuevo"),
    *("ευχαριστώ", "ευχαριστω", "σας ευχαριστώ", "σε ευχαριστώ", "ευχαριστούμε"),
)
_AROUND = (
    *("so much", "very much", "for your help", "for the help", "for everything"),
    *("hi", "hello", "cheers", "best regards", "kind regards", "regards", "great", "perfect"),
    *("di cuore", "per l aiuto", "per il vostro aiuto", "per il tuo aiuto", "di tutto"),
    *("ciao", "buona giornata", "cordiali saluti", "saluti", "perfetto", "ottimo"),
    *("por la ayuda", "por su ayuda", "por todo", "hola", "saludos", "un saludo", "perfecto"),
    *("πολύ", "πολυ", "πάρα", "παρα", "καλημέρα", "καλησπέρα", "τέλεια"),
)


def _any_of(phrases: tuple[str, ...]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(one) for one in longest_first) + ")"


_COURTESY = re.compile(
    f"(?:{_any_of(_AROUND)} )*{_any_of(_THANKS)} (?:{_any_of(_THANKS + _AROUND)} )*"
)


def is_courtesy(body: str, auto_submitted: str | None = None) -> bool:
    """True for thanks in English, Italian, Spanish or Greek, or what a machine sent by itself.

    `auto_submitted` is the header of RFC 3834, whose every value but `no` says that nobody wrote.
    """
    if auto_submitted is not None and auto_submitted.strip().lower() != "no":
        return True
    return len(body) <= _SHORT and _is_thanks(_SIGNATURE.split(body, maxsplit=1)[0])


def _is_thanks(said: str) -> bool:
    words = "".join(f"{word} " for word in _WORD.findall(said.lower()))
    return not _ASKS.search(said) and _COURTESY.fullmatch(words) is not None
