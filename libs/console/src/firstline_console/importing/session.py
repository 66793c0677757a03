"""One run of the import: learn what is known, publish the rest, wait until it has arrived."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from aiokafka.errors import KafkaError

from firstline_chassis.kafka import Publisher
from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.importing import receipts
from firstline_console.importing.account import Account
from firstline_console.importing.broker import admin_of, partitions_of, reader_of
from firstline_console.importing.draining import Watch, wait_until_drained
from firstline_console.importing.errors import ImportStalled, KafkaUnreachable
from firstline_console.importing.ledger import Ledger
from firstline_console.importing.merging import merge
from firstline_console.importing.progress import Display, Progress
from firstline_console.importing.publishing import publish
from firstline_console.importing.receipts import Receipts
from firstline_console.importing.records import Outgoing, event_of_observation, event_of_row
from firstline_console.importing.stalls import stalled
from firstline_console.importing.together import end, together

SHOW_SECONDS = 0.25


class Session:
    """Carries one account to its end; interrupted at any moment, the next one goes on."""

    def __init__(self, account: Account, display: Display, drain: bool = True) -> None:
        self._account = account
        self._display = display
        self._drain = drain
        self._rows = merge(account.reading.rows)
        self._observations = list(account.reading.tickets.still_open())
        self._ledger = Ledger(
            (row.id for row in self._rows), (each.id for each in self._observations)
        )
        self._stage = "learning what is known already"
        self._lags: dict[str, int] = {}
        self._known = 0
        self._since = time.monotonic()

    async def run(self, kafka: KafkaConnection) -> None:
        """Publish what is not known; return when every service has taken in everything."""
        async with AsyncExitStack() as stack:
            admin = await stack.enter_async_context(admin_of(kafka))
            watch = Watch(admin, await stack.enter_async_context(reader_of(kafka)))
            homes = await partitions_of(admin, receipts.TOPIC)
            consumer = await stack.enter_async_context(reader_of(kafka))
            await stack.enter_async_context(self._shown(watch))
            await self._carry(kafka, Receipts(consumer, homes, self._ledger), watch)

    async def _carry(self, kafka: KafkaConnection, answers: Receipts, watch: Watch) -> None:
        self._ledger.catching_up = True
        await answers.catch_up()
        self._ledger.catching_up = False
        self._account.known = self._ledger.rows.outcomes.total()
        self._known, self._since = self._ledger.answered, time.monotonic()
        self._stage = "importing"
        await together(self._publish(kafka), answers.follow(self._stalled))
        if self._drain:
            self._stage = "waiting until every service has it"
            self._account.arrived = await wait_until_drained(watch.look, self._stalled)

    async def _publish(self, kafka: KafkaConnection) -> None:
        publisher = Publisher(kafka)
        await publisher.start()
        try:
            await publish(publisher, self._wanted(), self._sent)
        finally:
            await publisher.stop()

    def _wanted(self) -> Iterator[Outgoing]:
        """The records that nobody has answered yet; open is asked once, before answers come."""
        rows, observations = set(self._ledger.rows.open), set(self._ledger.observations.open)
        yield from (event_of_row(row) for row in self._rows if row.id in rows)
        yield from (
            event_of_observation(each) for each in self._observations if each.id in observations
        )

    def _sent(self, count: int) -> None:
        self._account.published = count

    def _stalled(self, seconds: float) -> ImportStalled:
        return stalled(seconds, self._lags)

    @asynccontextmanager
    async def _shown(self, watch: Watch) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._show()), asyncio.create_task(self._look(watch))]
        try:
            yield
        finally:
            await end(tasks)
            self._account.enter(self._ledger)

    async def _show(self) -> None:
        while True:
            self._display.show(self._progress())
            await asyncio.sleep(SHOW_SECONDS)

    async def _look(self, watch: Watch) -> None:
        while True:
            with suppress(KafkaError, KafkaUnreachable):
                self._lags = dict((await watch.look()).lags)
            await asyncio.sleep(1.0)

    def _progress(self) -> Progress:
        return Progress(
            stage=self._stage,
            total=self._ledger.answered + self._ledger.open,
            known=self._known,
            published=self._account.published,
            answered=self._ledger.answered,
            seconds=time.monotonic() - self._since,
            lags=self._lags,
        )
