"""Slips of the finger, the same ones for the same seed."""

import random

_LETTERS = "abcdefghilmnoprstu"
_SHORTEST = 5


def with_slips(text: str, chance: random.Random) -> str:
    """One slip in every other word of five letters or more, and in one at least."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
    chance.shuffle(long)
    for at in long[: max(1, len(long) // 2)]:
        words[at] = _slip(words[at], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    """Two letters swapped, one lost, one more, or another one."""
    at, letter = chance.randrange(len(word) - 1), chance.choice(_LETTERS)
    kinds = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
    )
    return chance.choice(kinds)
