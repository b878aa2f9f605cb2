"""JSON bodies and filters of the ledger."""

from marshmallow import Schema, fields

from services.notify.models import DeliveryState, MessageState, Outcome, Reason, RecipientKind
from shared.fields import Line, Masked


class MessageFilterSchema(Schema):
    """What the ledger shows. ``subject`` is a ticket's or notice's id, ``event_id`` that of what was told.

    ``text`` begins a recipient's name or a number.
    """

    subject = Line(64, load_default=None)
    event_id = fields.UUID(load_default=None)
    recipient_kind = fields.Enum(RecipientKind, by_value=True, load_default=None)
    recipient_id = fields.UUID(load_default=None)
    state = fields.Enum(MessageState, by_value=True, load_default=None)
    channel = Line(40, load_default=None)
    text = Line(100, load_default="")


class AttemptSchema(Schema):
    """One try; ``repeat``: the one before may have reached the person already."""

    number = fields.Integer(required=True)
    repeat = fields.Boolean(required=True)
    started_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    outcome = fields.Enum(Outcome, by_value=True, required=True, allow_none=True)
    detail = fields.String(required=True)


class DeliveryRowSchema(Schema):
    """A message on one channel; ``attempts`` counts the tries so far."""

    id = fields.UUID(required=True)
    channel = fields.String(required=True)
    address: fields.String = Masked(required=True)
    state = fields.Enum(DeliveryState, by_value=True, required=True)
    reason = fields.Enum(Reason, by_value=True, required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    next_attempt_at = fields.AwareDateTime(required=True, allow_none=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)
    delivered_at = fields.AwareDateTime(required=True, allow_none=True)


class DeliverySchema(DeliveryRowSchema):
    """The whole delivery, with its tries and the address."""

    address = fields.String(required=True)
    tries = fields.List(fields.Nested(AttemptSchema), required=True)


class MessageRowSchema(Schema):
    """What one person was told because of one event. ``state``: whether any channel has reached the person."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    event_id = fields.UUID(required=True)
    event = fields.String(required=True)
    subject = fields.String(required=True)
    reference = fields.String(required=True)
    place = fields.String(required=True)
    recipient_kind = fields.Enum(RecipientKind, by_value=True, required=True)
    recipient_id = fields.UUID(required=True)
    recipient_name = fields.String(required=True)
    language = fields.String(required=True)
    title = fields.String(required=True)
    urgent = fields.Boolean(required=True)
    state = fields.Enum(MessageState, by_value=True, required=True)
    created_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)
    deliveries = fields.List(fields.Nested(DeliveryRowSchema), required=True)


class MessageSchema(MessageRowSchema):
    """The whole message; ``link`` is the recipient's own."""

    body = fields.String(required=True)
    link = fields.String(required=True)
    deliveries = fields.List(fields.Nested(DeliverySchema), required=True)


class ReceiptSchema(Schema):
    """``detail`` is what the gateway says of what came back."""

    arrived = fields.Boolean(required=True)
    detail = Line(500, load_default="")
