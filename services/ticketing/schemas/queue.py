"""The filters of the queue's page."""

from marshmallow import Schema, fields, validate

from services.ticketing.models import Status, Team, TicketKind, Tier
from services.ticketing.schemas.tickets import AssignSchema
from shared.fields import Line


class QueueSchema(Schema):
    """``state`` is one status, or a group: ``todo`` is not yet solved, ``open`` not yet closed.

    ``whose`` is a team, or ``mine``, ``nobody``, ``away`` (of somebody who is not here), or
    ``asked``: a solution is asked of the reader.
    """

    state = fields.String(load_default="open", validate=validate.OneOf(["open", "todo", "to_answer", "all", *Status]))
    due = fields.String(load_default=None, validate=validate.OneOf(["late", "soon"]))
    whose = fields.String(load_default=None, validate=validate.OneOf(["mine", "nobody", "away", "asked", *Team]))
    kind = fields.Enum(TicketKind, by_value=True, load_default=None)
    tier = fields.Enum(Tier, by_value=True, load_default=None)
    text = Line(100, load_default="")


class AssignManySchema(AssignSchema):
    """The tickets that were ticked in the list."""

    selected = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 200))
