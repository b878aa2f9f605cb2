"""Writes what other systems subscribe to (JSON Schemas, an AsyncAPI 3 document, golden envelopes) and the broker's
topology.

    python -m deploy.contracts          writes docs/events/, deploy/rabbitmq/topology.json and new golden envelopes
    python -m deploy.contracts --check  ends with 1 when a file is stale

A golden envelope is written once for each version of an event and never changed: every consumer must go on
reading it for as long as the version lives.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from deploy.services import SERVICES
from shared.events import CONTENT_TYPE, Event
from shared.topology import EXCHANGE, describe

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "docs" / "events"
TOPOLOGY = ROOT / "deploy" / "rabbitmq" / "topology.json"
GOLDEN = ROOT / "tests" / "contract" / "golden"
EXAMPLE_ID = "01a20df6-1a07-756e-b50d-9e0ebb669ac2"
EXAMPLE_TIME = "2026-11-24T06:05:00Z"
EXAMPLES: dict[str, Any] = {
    "uuid": EXAMPLE_ID,
    "date-time": EXAMPLE_TIME,
    "date": "2026-11-24",
    "string": "文字 text",
    "integer": 1,
    "number": 1.5,
    "boolean": False,
    "array": [],
    "object": {},
    "null": None,
}


def emitted() -> list[type[Event]]:
    """Every contract that some service emits, by routing key."""
    return sorted((event for service in SERVICES for event in service.emits), key=lambda event: event.key)


def payload_schema(event: type[Event]) -> dict[str, Any]:
    """JSON Schema 2020-12 of the payload; extra fields are allowed, since a major version only grows."""
    schema = msgspec.json.schema(event)
    definition: dict[str, Any] = schema["$defs"][event.__name__]
    nested = {name: value for name, value in schema["$defs"].items() if name != event.__name__}
    return definition | ({"$defs": nested} if nested else {})


def envelope_schema(event: type[Event]) -> dict[str, Any]:
    """JSON Schema of the whole message as it travels."""
    text = {"type": "string"}
    properties = {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid"},
        "source": {"const": f"/linli/{event.key.partition('.')[0]}"},
        "type": {"const": event.key},
        "time": {"type": "string", "format": "date-time"},
        "subject": text,
        "subjectversion": {"type": "integer", "minimum": 0},
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"const": f"urn:linli:schema:{event.key}"},
        "traceparent": {"type": ["string", "null"]},
        "data": payload_schema(event),
    }
    required = [name for name in properties if name != "traceparent"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:linli:schema:{event.key}",
        "title": event.key,
        "description": (event.__doc__ or "").strip(),
        "type": "object",
        "properties": properties,
        "required": required,
    }


def golden_envelope(event: type[Event]) -> dict[str, Any]:
    """A message of this version with every field filled in."""
    return {
        "specversion": "1.0",
        "id": EXAMPLE_ID,
        "source": f"/linli/{event.key.partition('.')[0]}",
        "type": event.key,
        "time": EXAMPLE_TIME,
        "subject": EXAMPLE_ID,
        "subjectversion": 1,
        "datacontenttype": "application/json",
        "dataschema": f"urn:linli:schema:{event.key}",
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "data": _example(payload_schema(event)),
    }


def _example(schema: dict[str, Any]) -> Any:
    if "properties" in schema:
        return {name: _example(field) for name, field in schema["properties"].items()}
    if "anyOf" in schema:
        return _example(next(choice for choice in schema["anyOf"] if choice.get("type") != "null"))
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "array" and "items" in schema:
        return [_example(schema["items"])]
    return EXAMPLES[schema.get("format") or schema["type"]]


def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3 document of the whole platform."""
    events = emitted()
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Linli events",
            "version": "1.0.0",
            "description": f"Topic exchange `{EXCHANGE}`; each message is a CloudEvents 1.0 structured JSON envelope.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {event.key: _channel(event) for event in events},
        "operations": {f"send.{event.key}": _operation(event) for event in events},
        "components": {"messages": {event.key: _message(event) for event in events}},
    }


def _channel(event: type[Event]) -> dict[str, Any]:
    return {
        "address": event.key,
        "messages": {"event": {"$ref": f"#/components/messages/{event.key}"}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": {"name": EXCHANGE, "type": "topic", "durable": True}}},
    }


def _operation(event: type[Event]) -> dict[str, Any]:
    return {"action": "send", "channel": {"$ref": f"#/channels/{event.key}"}}


def _message(event: type[Event]) -> dict[str, Any]:
    return {
        "name": event.key,
        "summary": (event.__doc__ or "").strip(),
        "contentType": CONTENT_TYPE,
        "payload": {"schemaFormat": "application/schema+json;version=draft-2020-12", "schema": envelope_schema(event)},
    }


def documents() -> Iterator[tuple[Path, str]]:
    """Every generated file with the text that it must have."""
    yield TOPOLOGY, _json(describe(SERVICES))
    yield SCHEMAS / "asyncapi.json", _json(asyncapi())
    for event in emitted():
        yield SCHEMAS / "schemas" / f"{event.key}.json", _json(envelope_schema(event))


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def stale_files() -> list[Path]:
    """Generated files that differ from the contracts, are missing, or belong to no contract."""
    wanted = dict(documents())
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    left_over = [path for path in SCHEMAS.rglob("*.json") if path not in wanted]
    return stale + left_over


def write() -> None:
    for path in SCHEMAS.rglob("*.json"):
        path.unlink()
    for path, text in documents():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for event in emitted():
        golden = GOLDEN / f"{event.key}.json"
        if not golden.exists():
            golden.write_text(_json(golden_envelope(event)), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only say which files are stale")
    if not parser.parse_args().check:
        write()
        return
    if stale := stale_files():
        sys.exit("Stale, run `make contracts`: " + ", ".join(str(path.relative_to(ROOT)) for path in stale))


if __name__ == "__main__":
    main()
