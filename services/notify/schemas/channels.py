"""Forms and JSON bodies of the channels of an estate."""

from marshmallow import Schema, fields, validate

from services.notify.models import LONGEST_URL, MOST_PER_HOUR, SCHEMES
from shared.fields import Line


class SetChannelSchema(Schema):
    """``url`` is apprise's; ``{phone}`` in it stands for the recipient's number."""

    estate_id = fields.UUID(required=True)
    channel = fields.String(required=True, validate=validate.OneOf(list(SCHEMES)))
    url = Line(LONGEST_URL, required=True)


class EstateChannelSchema(Schema):
    """``shown`` is the URL without its secrets; the URL itself is told to nobody."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    channel = fields.String(required=True)
    shown = fields.String(required=True)


class TestChannelSchema(Schema):
    """``address`` is where the test goes, a phone number or e-mail address; groups and other systems need none."""

    estate_id = fields.UUID(required=True)
    channel = fields.String(required=True, validate=validate.OneOf(list(SCHEMES)))
    address = Line(200, load_default="")


class SendingRulesSchema(Schema):
    """Quiet hours by the clock of the site, over midnight too; ``null``: no such rule."""

    estate_id = fields.UUID(required=True)
    quiet_from = fields.Time(load_default=None, allow_none=True, format="%H:%M")
    quiet_until = fields.Time(load_default=None, allow_none=True, format="%H:%M")
    most_per_hour = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1, MOST_PER_HOUR))
