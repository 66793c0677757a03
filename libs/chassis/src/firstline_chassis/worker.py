"""The worker over topics of our own: each event once and in order, in the service's transaction."""

from collections.abc import Collection

from firstline_chassis.clock import Clock
from firstline_chassis.consumer import Consumer
from firstline_chassis.inbox import Inbox
from firstline_chassis.sequenced import Handler, Sequenced
from firstline_chassis.settings import ServiceSettings
from firstline_chassis.store import Store


def sequenced_worker(
    group: str,
    handler: Handler,
    settings: ServiceSettings,
    store: Store,
    *,
    only: Collection[str] | None = None,
    clock: Clock | None = None,
) -> Consumer:
    """One member of the group that lets the handler take its topics.

    `only` is as in Sequenced; services with timers need the `clock`, as Consumer says.
    """
    sequenced = Sequenced(handler, only=only)
    return Consumer(
        group,
        handler.topics,
        settings.kafka,
        Inbox(store, sequenced),
        batch=settings.batch,
        forget=sequenced.forget,
        clock=clock,
    )
