"""Fixtures that every test may ask for."""

from tests.support.servers import database, fresh_topics, servers

__all__ = ["database", "fresh_topics", "servers"]
