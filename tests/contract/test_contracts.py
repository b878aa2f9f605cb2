"""Both directions of every event: what is emitted fits the published schema, and every reader reads all of it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from deploy import contracts
from deploy.services import SERVICES
from shared.events import Event, read_envelope, read_payload

GOLDEN = sorted(contracts.GOLDEN.glob("*.json"))
EMITTED = {event.key: event for event in contracts.emitted()}
READ = [(service.name, contract) for service in SERVICES for contract in service.subscriptions]


def golden(key: str) -> dict[str, Any]:
    envelope: dict[str, Any] = json.loads((contracts.GOLDEN / f"{key}.json").read_text(encoding="utf-8"))
    return envelope


def test_the_published_schemas_are_those_of_the_contracts() -> None:
    assert contracts.stale_files() == []


def test_every_emitted_version_has_a_golden_envelope() -> None:
    assert EMITTED.keys() <= {path.stem for path in GOLDEN}


def test_every_service_emits_under_its_own_name_only() -> None:
    strangers = [
        event.key for service in SERVICES for event in service.emits if not event.key.startswith(f"{service.name}.")
    ]
    assert strangers == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_envelope_still_fits_its_schema(path: Path) -> None:
    schema = contracts.envelope_schema(EMITTED[path.stem])
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    validator.validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("service", "contract"), READ, ids=lambda value: getattr(value, "key", value))
def test_a_reader_reads_the_golden_envelope(service: str, contract: type[Event]) -> None:
    envelope = read_envelope(json.dumps(golden(contract.key)).encode())
    payload = read_payload(envelope, contract)
    assert all(hasattr(payload, field) for field in contract.__struct_fields__), service


@pytest.mark.parametrize(("service", "contract"), READ, ids=lambda value: getattr(value, "key", value))
def test_a_reader_takes_every_value_that_the_emitter_may_send(service: str, contract: type[Event]) -> None:
    """Each optional field is sent empty once: a reader that thinks it is always there would park the event."""
    data = golden(contract.key)["data"]
    optional = [
        name
        for name, field in contracts.payload_schema(EMITTED[contract.key])["properties"].items()
        if _nullable(field)
    ]
    for name in optional:
        envelope = golden(contract.key) | {"data": data | {name: None}}
        assert read_payload(read_envelope(json.dumps(envelope).encode()), contract), service


@pytest.mark.parametrize(("service", "contract"), READ, ids=lambda value: getattr(value, "key", value))
def test_full_state_means_the_same_to_the_emitter_and_the_reader(service: str, contract: type[Event]) -> None:
    assert contract.full_state is EMITTED[contract.key].full_state, service


def _nullable(field: dict[str, Any]) -> bool:
    return any(choice.get("type") == "null" for choice in field.get("anyOf", []))
