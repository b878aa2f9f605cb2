"""Forms and JSON bodies of the lead's mailbox (A2.9)."""

from marshmallow import Schema, fields, validate

from services.ticketing.models import LONGEST_DAYS, TicketKind
from services.ticketing.schemas.tickets import TicketRowSchema
from shared.fields import Line, Moment, SiteTime, Words

WRITTEN = (TicketKind.SUGGESTION, TicketKind.COMPLAINT, TicketKind.ENQUIRY, TicketKind.PRAISE)


class LetterSchema(Schema):
    """What somebody writes to the project lead; without a name it is anonymous."""

    kind = fields.Enum(TicketKind, by_value=True, required=True, validate=validate.OneOf(WRITTEN))
    title = Line(200, required=True)
    description = Words(5000, load_default="")
    reporter_name = Line(80, load_default="")
    reporter_phone = Line(40, load_default="")


class ReceiptSchema(Schema):
    code = Line(40, required=True)


class PutUpBoxSchema(Schema):
    """A box at ``place`` that is to be emptied at least every ``every_days``."""

    estate_id = fields.UUID(required=True)
    place = Line(100, required=True)
    every_days = fields.Integer(load_default=7, validate=validate.Range(1, LONGEST_DAYS))


class BoxSchema(PutUpBoxSchema):
    id = fields.UUID(required=True)
    emptied_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)


class EmptyBoxSchema(Schema):
    """How many letters were in it; none is recorded too."""

    letters = fields.Integer(required=True, validate=validate.Range(0, 500))
    emptied_at = Moment(load_default=None, allow_none=True)


class EmptyBoxFormSchema(EmptyBoxSchema):
    """As ``EmptyBoxSchema``, on the clock of the site."""

    emptied_at: SiteTime = SiteTime(load_default=None)  # type: ignore[assignment] # a form tells no offset


class EmptyingSchema(Schema):
    """``keyed`` of the ``letters`` have become tickets."""

    id = fields.UUID(required=True)
    box_id = fields.UUID(required=True)
    emptied_at = fields.AwareDateTime(required=True)
    emptied_by = fields.String(required=True)
    letters = fields.Integer(required=True)
    keyed = fields.Integer(required=True)


class ReceivedLetterSchema(Schema):
    """``emptying_id`` is null for a letter that came through the web."""

    id = fields.UUID(required=True)
    emptying_id = fields.UUID(required=True, allow_none=True)
    ticket = fields.Nested(TicketRowSchema, required=True)
