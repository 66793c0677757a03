"""The page that other systems' people read says what the code does."""

import inspect
import json
import re

from firstline_events import inbound, inbound_envelope, schemas
from firstline_events.inbound_envelope import Headers, read_inbound, read_message

README = (schemas.SCHEMAS.parent / "README.md").read_text(encoding="utf-8")
STRUCTURED: Headers = [("content-type", b"application/cloudevents+json")]


def test_the_event_that_the_page_shows_is_read() -> None:
    shown = re.findall(r"```json\n(.*?)```", README, re.DOTALL)

    messages = [read_message(read_inbound(STRUCTURED, text.encode())) for text in shown]

    assert [type(message) for message in messages] == [inbound.StatusReported]
    assert json.loads(shown[0])["specversion"] == "1.0"


def test_every_code_of_a_refusal_is_explained() -> None:
    source = inspect.getsource(inbound_envelope)
    codes = set(re.findall(r'"((?:[a-z]+-)+[a-z0-9]+)"', source)) - {"content-type", "utf-8"}

    assert len(codes) >= 10
    assert [code for code in sorted(codes) if f"`{code}`" not in README] == []


def test_every_file_that_the_page_names_exists() -> None:
    package = schemas.SCHEMAS.parent / "src" / "firstline_events"

    named = set(re.findall(r"`([a-z_]+\.(?:py|toml))`", README))

    assert named
    assert [name for name in sorted(named) if not (package / name).exists()] == []
