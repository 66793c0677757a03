"""The published language as one AsyncAPI 3 document, generated from the catalogue and the models.

`python -m firstline_events.asyncapi` writes it; with `--check` it only says whether it is stale.
The document needs no other file: schemas and examples are in it.
"""

import argparse
import inspect
import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from firstline_events.catalogue import MAX_MESSAGE_BYTES, Topic, topics
from firstline_events.envelope import CONTENT_TYPE
from firstline_events.schemas import SCHEMAS, schema

DOCUMENT = SCHEMAS.parent / "asyncapi.json"
"""Where the document lies in a clone; an installed package has no such file."""

EXAMPLES = SCHEMAS.parent / "examples"
RECEIPTS = "intake-receipt-v1"
_KAFKA = "0.5.0"  # the version of AsyncAPI's binding for Kafka
_ABOUT = """\
CloudEvents 1.0 as JSON, in structured mode (`inbound-ticket-v1` takes binary mode as well).
Partition = crc32(key) modulo the number of partitions, so one ticket's events stay in order; \
`sequence` says the order within an aggregate and shows duplicates and gaps.
Readers ignore fields that they do not know. What changes incompatibly is a new type."""

Json = dict[str, Any]


def document() -> Json:
    """The whole document."""
    found = list(topics().values())
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Firstline",
            "version": version("firstline-events"),
            "description": _ABOUT,
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"kafka": _server()},
        "channels": {topic.name: _channel(topic) for topic in found},
        "operations": dict(map(_operation, found)),
        "components": {
            "messages": {name: _message(topic, name) for topic, name in _types(found)},
            "schemas": dict(
                part for topic, name in _types(found) for part in _schemas(topic, name)
            ),
        },
    }


def text() -> str:
    """The document as it is committed."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def stale(path: Path = DOCUMENT) -> bool:
    """Whether the file is missing or says something else than the models."""
    return not path.exists() or path.read_text(encoding="utf-8") != text()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m firstline_events.asyncapi", description=__doc__
    )
    parser.add_argument("--check", action="store_true", help="write nothing, fail if it is stale")
    parser.add_argument("--file", type=Path, default=DOCUMENT)
    options = parser.parse_args(arguments)
    if not options.file.parent.is_dir():
        parser.error(f"no folder {options.file.parent}: name a file with --file")
    if not stale(options.file):
        return 0
    if not options.check:
        options.file.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{'stale' if options.check else 'brought up to date'}: {options.file.name}\n")
    return int(options.check)


def _types(found: list[Topic]) -> Iterator[tuple[Topic, str]]:
    for topic in found:
        yield from ((topic, name) for name in topic.types())


def _server() -> Json:
    where = "host:port of a broker; `firstline status` tells the suite's own"
    return {
        "host": "{bootstrap}",
        "protocol": "kafka",
        "variables": {"bootstrap": {"description": where}},
    }


def _channel(topic: Topic) -> Json:
    readers = "; ".join(f"{name} {why}" for name, why in topic.consumers.items())
    return {
        "address": topic.name,
        "description": f"Written by {topic.owner}, keyed by {topic.key}. Read by {readers}.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in topic.types()},
        "bindings": {"kafka": _settings(topic)},
    }


def _settings(topic: Topic) -> Json:
    kept = {
        "cleanup.policy": ["delete"],
        "retention.ms": topic.retention_ms,
        "max.message.bytes": MAX_MESSAGE_BYTES,
    }
    partitions = {"partitions": topic.partitions} if topic.partitions else {}
    return {"topic": topic.name, **partitions, "topicConfiguration": kept, "bindingVersion": _KAFKA}


def _operation(topic: Topic) -> tuple[str, Json]:
    """What Firstline does there: it receives from other systems, and sends what is its own."""
    action = "receive" if topic.name.startswith("inbound-") else "send"
    channel = {"$ref": f"#/channels/{topic.name}"}
    answer = {"reply": {"channel": {"$ref": f"#/channels/{RECEIPTS}"}}}
    told = {"action": action, "channel": channel, **(answer if action == "receive" else {})}
    return f"{action}-{topic.name}", told


def _message(topic: Topic, name: str) -> Json:
    model = topic.types()[name]
    example = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return {
        "name": name,
        "title": model.__name__,
        "summary": inspect.cleandoc(model.__doc__ or "").splitlines()[0],
        "contentType": CONTENT_TYPE,
        "headers": {
            "type": "object",
            "properties": {"content-type": {"type": "string", "const": CONTENT_TYPE}},
        },
        "payload": {"$ref": f"#/components/schemas/{name}"},
        "bindings": {"kafka": {"key": _key(topic), "bindingVersion": _KAFKA}},
        "examples": [{"name": name, "payload": example}],
    }


def _key(topic: Topic) -> Json:
    return {"type": "string", "description": topic.key}


def _schemas(topic: Topic, name: str) -> Iterator[tuple[str, Json]]:
    """The event's schema under its type, and each of its parts under `<owner>.<part>`."""
    owner = name.split(".")[1]
    whole = schema(topic.types()[name])
    parts = whole.pop("$defs")
    head = ("$schema", "$id")
    yield name, _pointed({key: part for key, part in whole.items() if key not in head}, owner)
    for part, body in parts.items():
        yield f"{owner}.{part}", _pointed(body, owner)


def _pointed(body: Any, owner: str) -> Any:
    """The same schema, with references that lead to the components."""
    if isinstance(body, list):
        return [_pointed(part, owner) for part in body]
    if not isinstance(body, dict):
        return body
    return {
        key: value.replace("#/$defs/", f"#/components/schemas/{owner}.")
        if key == "$ref"
        else _pointed(value, owner)
        for key, value in body.items()
    }


if __name__ == "__main__":
    sys.exit(main())
