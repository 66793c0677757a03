"""Idempotency-Key: the response is stored in the transaction of the events that it tells of."""

import hashlib
from typing import NamedTuple

import orjson

from firstline_chassis.problems import Problem
from firstline_chassis.store import Transaction

MAX_KEY = 255
_KNOWN = """SELECT fingerprint, status, headers, body FROM idempotency_keys
    WHERE tenant = %s AND key = %s"""
_KEEP = """INSERT INTO idempotency_keys (tenant, key, fingerprint, status, headers, body)
    VALUES (%s, %s, %s, %s, %s, %s)"""


class Answer(NamedTuple):
    """A response as it is stored and told again."""

    status: int
    headers: dict[str, str]
    body: bytes


class Once(NamedTuple):
    """One request under its key; the fingerprint covers method, path and body."""

    tenant: str
    key: str
    fingerprint: bytes

    @classmethod
    def of(cls, tenant: str, key: str, method: str, path: str, body: bytes) -> "Once":
        """Raises Problem for a key that is empty or too long."""
        if not 0 < len(key) <= MAX_KEY:
            raise Problem(400, "bad-idempotency-key", f"Idempotency-Key takes 1 to {MAX_KEY} signs")
        digest = hashlib.sha256(orjson.dumps([method, path]) + b"\n" + body)
        return cls(tenant, key, digest.digest())

    def recall(self, tx: Transaction) -> Answer | None:
        """The stored answer; raises Problem when the key was used for something else."""
        rows = tx.fetch(_KNOWN, [self.tenant, self.key])
        if not rows:
            return None
        fingerprint, status, headers, body = rows[0]
        if bytes(fingerprint) != self.fingerprint:
            title = "This Idempotency-Key was used for another request"
            raise Problem(422, "idempotency-key-reused", title, f"{title}; take a new key.")
        return Answer(status, headers, bytes(body))

    def keep(self, tx: Transaction, answer: Answer) -> None:
        """Raises psycopg.errors.UniqueViolation at commit when a twin was faster."""
        headers = orjson.dumps(answer.headers).decode()
        tx.stage(_KEEP, [*self, answer.status, headers, answer.body])
