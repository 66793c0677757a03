"""The ids that everybody can compute: a foreign ticket and a foreign requester have one each.

An id is uuid5 in the URL namespace over a compact JSON array (no spaces, UTF-8, nothing escaped
that JSON doesn't demand), so that no two lists of words can run into the same text.
"""

from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson


@lru_cache(65_536)
def ticket_id(tenant: str, origin: str, reference: str) -> UUID:
    """The id of the ticket that `origin` calls `reference`."""
    return _named(tenant, origin, reference)


@lru_cache(65_536)
def requester_id(tenant: str, origin: str, reference: str) -> UUID:
    """The id of the person whom `origin` calls `reference`; never that of a ticket."""
    return _named(tenant, origin, reference, "requester")


def policy_id(tenant: str, owner: str, kind: str) -> UUID:
    """The id of the policy that decides about `kind` in the service `owner`; never a ticket's."""
    return _named(tenant, owner, kind, "policy")


def _named(*words: str) -> UUID:
    return uuid5(NAMESPACE_URL, orjson.dumps(words).decode())
