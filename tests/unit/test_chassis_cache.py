"""What a store remembers of aggregates between transactions."""

from uuid import UUID

from firstline_chassis.store import Cache
from firstline_intake.domain.ticket import Ticket

IDS = [UUID(int=n) for n in range(4)]


class Watched(Cache):
    """Notices whoever is in it, even for a moment."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.seen: set[UUID] = set()
        watched = self

        class Kept(type(self._kept)):  # type: ignore[misc]
            def __setitem__(self, key: UUID, value: object) -> None:
                watched.seen.add(key)
                super().__setitem__(key, value)

        self._kept = Kept()


def test_a_bounded_cache_forgets_the_oldest_first() -> None:
    cache = Cache(2)
    cache.keep([Ticket.vacant(one) for one in IDS])
    assert [cache.get(one) is not None for one in IDS] == [False, False, True, True]


def test_a_store_for_many_threads_keeps_nothing_not_even_for_a_moment() -> None:
    cache = Watched(0)
    cache.keep([Ticket.vacant(one) for one in IDS])
    assert cache.seen == set()
