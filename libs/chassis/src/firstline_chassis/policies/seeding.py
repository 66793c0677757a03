"""Before any role serves: every kind of policy has a version that counts."""

import asyncio
from typing import Any

import psycopg
import structlog
from psycopg_pool import PoolTimeout

from firstline_chassis.clock import Clock
from firstline_chassis.errors import CannotServe
from firstline_chassis.policies.aggregate import Policy
from firstline_chassis.policies.book import Policies
from firstline_chassis.policies.refusals import PolicyRefused
from firstline_chassis.store import Store

log = structlog.get_logger()


class Seeding:
    """A part that comes after the database and before whatever decides."""

    name = "policies"

    def __init__(self, policies: Policies[Policy], store: Store, clock: Clock):
        self._policies, self._store, self._clock = policies, store, clock
        self._seeded = False

    async def start(self) -> None:
        """Raises CannotServe where a file that comes with the service can't be published."""
        try:
            seeded = await asyncio.to_thread(self._policies.seed, self._store, self._clock())
        except PolicyRefused as refusal:
            raise CannotServe(f"a policy that comes with it is wrong: {refusal}") from None
        except (psycopg.Error, PoolTimeout) as error:
            raise CannotServe(f"its policies can't be stored ({error}): start it again") from None
        self._seeded = True
        log.info("policies", seeded=seeded)

    async def stop(self) -> None:
        return None

    def check(self) -> dict[str, Any]:
        return {"ok": self._seeded}
