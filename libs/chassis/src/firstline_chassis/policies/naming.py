"""What policies are called: by their kind, or by kind and name where a kind has many."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from firstline_chassis.policies.contents import Content, Fault, PolicyKind
from firstline_chassis.policies.refusals import NoSuchPolicy

_NAME = re.compile(r"[^\s:/]{1,200}")


class Called(NamedTuple):
    """A policy's kind, and its whole name: `lines`, or `flow:scanner-reads-nothing`."""

    kind: PolicyKind
    name: str

    def fault_of_name(self, content: Content) -> Fault | None:
        """What is wrong where the content calls itself otherwise."""
        if (said := self.kind.policy_of(content)) == self.name:
            return None
        key, own = self.kind.named_by, self.name.partition(":")[2]
        told = f"it calls itself {said}, and is published as {self.name}"
        return Fault((key,), told, f"say {key}: {own}; or publish it as {said}")


def called(kinds: Mapping[str, PolicyKind], name: str) -> Called:
    """Which policy of these kinds the name means, published or not. Raises NoSuchPolicy."""
    word, colon, own = name.partition(":")
    kind = kinds.get(word)
    if kind is None:
        raise NoSuchPolicy(f"there is no policy {name} here; its kinds: {', '.join(kinds)}.")
    if kind.named_by and not _NAME.fullmatch(own):
        told = f"{word} is a kind of many policies, each with its {kind.named_by}"
        raise NoSuchPolicy(f"{told}: name one, as {word}:<{kind.named_by}>.")
    if colon and not kind.named_by:
        raise NoSuchPolicy(f"there is one {word} alone: name it without {colon}{own}.")
    return Called(kind, name)
