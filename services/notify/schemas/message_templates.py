"""Forms and JSON bodies of the texts of messages."""

from marshmallow import Schema, fields

from services.notify.models import LONGEST_MESSAGE, LONGEST_SUBJECT
from shared.fields import Line, Words


class MessageTextSchema(Schema):
    """Texts with ``{fields}``; ``{text}`` and ``{link}`` must stand in the body."""

    title = Line(LONGEST_SUBJECT, required=True)
    body = Words(LONGEST_MESSAGE, required=True)


class MessageTemplateSchema(MessageTextSchema):
    """``event`` is a routing key, ``language`` is ``zh`` or ``en``."""

    event = fields.String(required=True)
    language = fields.String(required=True)
