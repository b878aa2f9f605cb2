"""The event envelope: CloudEvents 1.0 structured JSON around a typed payload.

A contract is a subclass of ``Event`` with its routing key. Emitters construct it, so that mypy checks every
field; consumers declare a class of their own with the fields they need, and unknown fields are ignored.
"""

from datetime import datetime
from typing import Annotated, Any, ClassVar, TypeVar
from uuid import UUID

import msgspec

E = TypeVar("E", bound="Event")
Moment = Annotated[datetime, msgspec.Meta(tz=True)]  # a time without its zone would say nothing
ClockTime = Annotated[
    str, msgspec.Meta(pattern=r"^\d\d:\d\d:\d\d$")
]  # of the site: JSON Schema has no time without zone
CONTENT_TYPE = "application/cloudevents+json"
Name = Annotated[str, msgspec.Meta(max_length=255, pattern="^[^\0]*$")]  # what every database takes, and indexes
Version = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


class Event(msgspec.Struct):
    """Payload of an event. ``key`` is ``<service>.<event>.v<major>``.

    ``full_state`` marks reference data: only a newer ``subjectversion`` is ever applied.
    """

    key: ClassVar[str]
    full_state: ClassVar[bool] = False


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """CloudEvents 1.0 attributes; ``subject`` names the aggregate, ``subjectversion`` counts its changes."""

    specversion: str = "1.0"
    id: UUID
    source: Name
    type: Name
    time: Moment
    subject: Name
    subjectversion: Version
    datacontenttype: str = "application/json"
    dataschema: str
    traceparent: str | None = None
    data: msgspec.Raw


class Undecodable(Exception):
    """The bytes are no envelope, or the payload lacks a field that the consumer needs."""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Envelope)


def encode(value: Any) -> bytes:
    return _encoder.encode(value)


def payload(event: Event) -> msgspec.Raw:
    return msgspec.Raw(_encoder.encode(event))


def read_envelope(body: bytes) -> Envelope:
    """Raises ``Undecodable`` with the reason."""
    try:
        return _decoder.decode(body)
    except msgspec.MsgspecError as error:
        raise Undecodable(str(error)) from error


def read_payload(envelope: Envelope, contract: type[E]) -> E:
    """The payload with the fields that ``contract`` names. Raises ``Undecodable`` with the reason."""
    try:
        return msgspec.json.decode(envelope.data, type=contract)
    except msgspec.MsgspecError as error:
        raise Undecodable(str(error)) from error
