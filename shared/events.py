"""The event envelope: CloudEvents 1.0 structured JSON around a typed payload.

A contract is a subclass of ``Event`` with its routing key. Emitters construct it, so that mypy checks every
field; consumers declare a class of their own with the fields they need, and unknown fields are ignored.
"""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Any, ClassVar, TypeVar
from uuid import UUID

import msgspec

from shared.redaction import MARK

E = TypeVar("E", bound="Event")
Moment = Annotated[datetime, msgspec.Meta(tz=True)]  # a time without its zone would say nothing
ClockTime = Annotated[
    str, msgspec.Meta(pattern=r"^\d\d:\d\d:\d\d$")
]  # of the site: JSON Schema has no time without zone
CONTENT_TYPE = "application/cloudevents+json"
Name = Annotated[str, msgspec.Meta(max_length=255, pattern="^[^\0]*$")]  # what every database takes, and indexes
Version = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_NOBODY = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-][\d:]+))?|\d\d:\d\d:\d\d"
)


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


def stripped(envelope: Envelope, contract: type[Event] | None, stays: Collection[str] = ()) -> bytes:
    """The envelope without whom it is about: what ``contract`` names, with texts only in the fields of ``stays``.

    Ids, times and numbers are no texts. Without a contract all fields stay, without their texts.
    """
    told = msgspec.json.decode(envelope.data)
    names = contract.__struct_fields__ if contract else told
    data = {name: told[name] if name in stays else _anonymous(told[name]) for name in names if name in told}
    return encode(msgspec.structs.replace(envelope, data=msgspec.Raw(encode(data))))


def _anonymous(value: Any) -> Any:
    match value:
        case str():
            return value if _NOBODY.fullmatch(value) else MARK
        case dict():
            return {key: _anonymous(item) for key, item in value.items()}
        case list():
            return [_anonymous(item) for item in value]
    return value
