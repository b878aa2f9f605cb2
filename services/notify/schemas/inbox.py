"""JSON bodies of the own inbox."""

from marshmallow import Schema, fields


class InboxFilterSchema(Schema):
    """``unread`` true shows only those, false only the read ones."""

    unread = fields.Boolean(load_default=None)


class InboxItemSchema(Schema):
    """Something the reader is to know of; ``link`` leads to what it is about, ``subject`` is that thing's id.

    ``settled_at`` is set once nothing is to be done about it any more.
    """

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    event = fields.String(required=True)
    subject = fields.String(required=True)
    reference = fields.String(required=True)
    place = fields.String(required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    link = fields.String(required=True)
    urgent = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)


class ReadAllSchema(Schema):
    """``up_to`` is the newest item that the reader has seen."""

    up_to = fields.UUID(required=True)
