import json
from typing import ClassVar
from uuid import UUID

import pytest

from shared.events import Event, Undecodable, read_envelope, read_payload
from shared.ids import new_id


class Painted(Event):
    key: ClassVar[str] = "probe.painted.v1"
    wall: UUID
    colour: str


def envelope(**changes: object) -> bytes:
    attributes: dict[str, object] = {
        "id": str(new_id()),
        "source": "/linli/probe",
        "type": Painted.key,
        "time": "2026-11-24T08:00:00Z",
        "subject": "wall",
        "subjectversion": 1,
        "dataschema": "urn:linli:schema:probe.painted.v1",
        "data": {"wall": str(new_id()), "colour": "red", "unknown": [1]},
    }
    return json.dumps({**attributes, **changes}).encode()


def test_fields_that_the_reader_does_not_name_are_ignored() -> None:
    assert read_payload(read_envelope(envelope(extension="x")), Painted).colour == "red"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        envelope(id="no uuid"),
        envelope(time="2026-11-24"),
        envelope(subject=None),
    ],
)
def test_bytes_that_are_no_envelope_say_why(body: bytes) -> None:
    with pytest.raises(Undecodable, match=r"\w+"):
        read_envelope(body)


@pytest.mark.parametrize("data", [{}, {"wall": "x", "colour": "red"}, {"wall": str(new_id()), "colour": 3}, [], None])
def test_a_payload_without_what_the_reader_needs_is_undecodable(data: object) -> None:
    with pytest.raises(Undecodable):
        read_payload(read_envelope(envelope(data=data)), Painted)
