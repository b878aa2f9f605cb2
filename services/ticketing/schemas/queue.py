"""The filters of the queue's page."""

from marshmallow import Schema, fields, validate

from services.ticketing.models import Status, Team, TicketKind, Tier
from services.ticketing.schemas.tickets import AnswerSchema, AssignSchema
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


class SaveFilterSchema(Schema):
    """A name for the filters that the address holds."""

    name = Line(40, required=True)


class ChosenSchema(Schema):
    """The tickets that were ticked in the list."""

    selected = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 200))


class ConfirmAssignSchema(ChosenSchema):
    """Who goes may be chosen while it is confirmed."""

    assignee_id = fields.UUID(load_default=None)


class AssignManySchema(ChosenSchema, AssignSchema):
    pass


class AnswerManySchema(ChosenSchema, AnswerSchema):
    """The same words for each."""
