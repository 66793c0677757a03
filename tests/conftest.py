"""Fixtures that every test may ask for."""

from hypothesis import settings

from tests.support.servers import database, fresh_topics, servers

__all__ = ["database", "fresh_topics", "servers"]

# A busy machine makes an example slow, never wrong: no test asserts a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
