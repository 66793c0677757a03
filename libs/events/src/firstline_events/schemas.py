"""JSON Schemas (2020-12) of whole CloudEvents, one file per type, generated from the models.

`python -m firstline_events.schemas` writes them; with `--check` it only says which are stale.
"""

import argparse
import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, create_model
from pydantic.json_schema import GenerateJsonSchema

from firstline_events import escalation, inbound, intake, kb, triage
from firstline_events.envelope import Envelope
from firstline_events.inbound_envelope import InboundEnvelope
from firstline_events.message import InboundMessage, Message

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
"""Where the schemas are kept beside the sources; an installed package has no such folder."""


class Untitled(GenerateJsonSchema):
    """Leaves out the titles of fields: they only repeat the names."""

    def field_title_should_be_set(self, _: Any) -> bool:
        return False


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of every type in the published language, by the type."""
    return {model.TYPE: schema(model) for model in _models()}


def schema(model: type[Message] | type[InboundMessage]) -> dict[str, Any]:
    """The schema of a CloudEvent, in structured mode, whose data is `model`."""
    body = _event_model(model).model_json_schema(schema_generator=Untitled)
    required = dict.fromkeys(["specversion", *body["required"]])
    head = {
        "$schema": DIALECT,
        "$id": f"urn:firstline:{model.TYPE}",
        "title": model.__name__,
        "description": inspect.cleandoc(model.__doc__ or ""),
    }
    return {**head, **_without(body, head), "required": list(required)}


def stale(folder: Path = SCHEMAS) -> list[Path]:
    """The files in `folder` that are missing, differ from the models, or belong to no model."""
    wanted = {folder / f"{name}.json": _text(body) for name, body in schemas().items()}
    strange = [path for path in sorted(folder.glob("*.json")) if path not in wanted]
    return strange + [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def write(folder: Path = SCHEMAS) -> list[Path]:
    """Bring `folder` up to date; returns the files that were written or removed."""
    current = schemas()
    touched = stale(folder)
    for path in touched:
        if path.stem in current:
            path.write_text(_text(current[path.stem]), encoding="utf-8")
        else:
            path.unlink()
    return touched


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m firstline_events.schemas", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if any is stale")
    parser.add_argument("--folder", type=Path, default=SCHEMAS)
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"no folder {options.folder}: name one with --folder")
    changed = stale(options.folder) if options.check else write(options.folder)
    for path in changed:
        sys.stdout.write(f"{'stale' if options.check else 'brought up to date'}: {path.name}\n")
    return 1 if options.check and changed else 0


def _models() -> Iterator[type[Message] | type[InboundMessage]]:
    yield from inbound.MODELS
    yield from intake.MODELS
    yield from triage.MODELS
    yield from escalation.MODELS
    yield from kb.MODELS


def _event_model(model: type[Message] | type[InboundMessage]) -> type[BaseModel]:
    base = InboundEnvelope if issubclass(model, InboundMessage) else Envelope
    fields: dict[str, Any] = {"type": (Literal[model.TYPE], ...), "data": (model, ...)}
    return create_model(f"{model.__name__}CloudEvent", __base__=base, **fields)


def _without(body: dict[str, Any], head: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in head}


def _text(body: dict[str, Any]) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
