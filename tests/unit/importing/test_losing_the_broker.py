"""A broker that goes away in the middle of an import is told as such, not as a traceback."""

import asyncio

import pytest
from aiokafka.errors import KafkaConnectionError

from firstline_chassis.kafka_connection import KafkaConnection
from firstline_console.importing import broker
from firstline_console.importing.errors import ImportStalled, KafkaUnreachable


class CancelledOnStop:
    """A consumer as aiokafka leaves it while a fetch backs off: stopping it raises."""

    def __init__(self, *_: object, **settings: object) -> None:
        self.started = False

    async def start(self) -> None:
        self.started = True

    async def stop(self) -> None:
        raise asyncio.CancelledError


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (ImportStalled("nothing moves", "look"), ImportStalled),
        (KafkaConnectionError("gone"), KafkaUnreachable),
        (asyncio.CancelledError(), asyncio.CancelledError),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_went_wrong_is_told_though_the_reader_stops_badly(
    raised: BaseException, told: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KafkaConnection, "consumer", CancelledOnStop)

    async def lose_the_broker() -> None:
        async with broker.reader_of(KafkaConnection("127.0.0.1:9")):
            raise raised

    with pytest.raises(told):
        asyncio.run(lose_the_broker())
