"""What happens beside the messages of a ticket, as other systems read it on Kafka."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.intake import POLICIES, TICKETS, TOPICS, intake_process
from tests.support.servers import Database
from tests.support.services import Process
from tests.support.streams import Listener
from tests.support.ticket_api import ADA, OPENING

pytestmark = pytest.mark.integration
WORDS = b"The bytes of this file are told to nobody who reads the topic."
SECRET = "s" * 32


@pytest.fixture
def intake(
    database: Database, fresh_topics: Callable[..., None], tmp_path: Path
) -> Iterator[Process]:
    fresh_topics(*TOPICS)
    settings = {"attachments": str(tmp_path / "files"), "link_secret": SECRET}
    with intake_process(database, tmp_path, **settings) as process:
        yield process


def post(intake: Process, path: str, **body: Any) -> Any:
    answer = httpx.post(f"{intake.url}{path}", json=body, timeout=10)
    assert answer.is_success, answer.text
    return answer.json()


def attach(intake: Process, ticket: str) -> Any:
    asked = {"name": "log.txt", "actor_kind": "requester", "actor_id": "bob"}
    path = f"{intake.url}{ticket}/attachments"
    media = {"content-type": "text/plain"}
    answer = httpx.post(path, content=WORDS, params=asked, headers=media, timeout=10)
    assert answer.is_success, answer.text
    return answer.json()


def test_other_systems_learn_of_files_calls_and_ratings_and_get_no_bytes_and_no_link(
    intake: Process, database: Database
) -> None:
    ticket = f"/v1/tickets/{post(intake, '/v1/tickets', **OPENING)['id']}"
    file = attach(intake, ticket)
    post(intake, f"{ticket}/contacts", actor=ADA, direction="outbound", summary="We called.")
    post(intake, f"{ticket}/resolve", actor=ADA)
    link = intake.get(f"{ticket}/rating-link").json()
    post(intake, link["path"], stars=5)
    listener = Listener(database.servers.kafka_bootstrap, TICKETS)
    told = {one["type"].split(".")[2]: one["data"] for one in listener.count(5)}
    listener.close()
    said = ("name", "media_type", "size", "sha256")
    assert [told["attachment-added"][name] for name in said] == [file[name] for name in said]
    assert told["attachment-added"]["size"] == len(WORDS)
    assert told["contact-logged"]["summary"] == "We called."
    assert (told["ticket-rated"]["cycle"], told["ticket-rated"]["stars"]) == (1, 5)
    everything = str(told)
    assert WORDS.decode() not in everything
    assert link["token"] not in everything


def test_the_forms_that_count_are_published_from_the_start(
    intake: Process, database: Database
) -> None:
    listener = Listener(database.servers.kafka_bootstrap, POLICIES)
    told = {one["data"]["kind"]: one["data"] for one in listener.count(2)}
    listener.close()
    assert told["forms"]["version"] == 1
    assert intake.get("/v1/forms").json()["form"] == "forms@1"
