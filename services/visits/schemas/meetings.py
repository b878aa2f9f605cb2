"""Bodies, forms and answers about meetings (A2.3, B4.2, B5)."""

from marshmallow import Schema, fields, validate

from services.visits.models import RECURRING, ActionState, MeetingKind, MeetingState
from shared.errors import N_
from shared.fields import Line, Moment, SiteTime, Words


class PlanMeetingSchema(Schema):
    estate_id = fields.UUID(required=True)
    kind = fields.Enum(MeetingKind, by_value=True, required=True)
    starts_at = Moment(required=True)
    place = Line(200, load_default="")
    agenda = Words(5000, load_default="")


class PlanMeetingFormSchema(PlanMeetingSchema):
    starts_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class MoveMeetingSchema(Schema):
    starts_at = Moment(required=True)
    place = Line(200, load_default="")
    reason = Words(1000, required=True, filled=True)


class MoveMeetingFormSchema(MoveMeetingSchema):
    starts_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # as above


class AgendaSchema(Schema):
    agenda = Words(5000, load_default="")


class HoldMeetingSchema(Schema):
    """Who came: ``others`` and ``committee`` name one in each line."""

    held_at = Moment(required=True)
    staff_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=200))
    others = Words(5000, load_default="")
    committee = Words(5000, load_default="")


class HoldMeetingFormSchema(HoldMeetingSchema):
    held_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # as above


class FileMinutesSchema(Schema):
    minutes = Words(20_000, required=True, filled=True)


class DiscussNeedsSchema(Schema):
    discussion = Words(5000, required=True, filled=True)


class SetActionSchema(Schema):
    what = Words(1000, required=True, filled=True)
    owner_id = fields.UUID(required=True)
    due_on = fields.Date(required=True)


class FinishActionSchema(Schema):
    result = Words(1000, load_default="")


class MeetingFilterSchema(Schema):
    """``past``: those before today; ``unfiled``: those of which no minutes were filed."""

    kind = fields.Enum(MeetingKind, by_value=True, load_default=None)
    state = fields.Enum(MeetingState, by_value=True, load_default=None)
    estate_id = fields.UUID(load_default=None)
    past = fields.Boolean(load_default=False)
    unfiled = fields.Boolean(load_default=False)


class ActionFilterSchema(Schema):
    state = fields.Enum(ActionState, by_value=True, load_default=None)
    owner_id = fields.UUID(load_default=None)
    estate_id = fields.UUID(load_default=None)
    late = fields.Boolean(load_default=False)


class SetSeriesSchema(Schema):
    """``weekday`` is 0 for Monday; stand-ups have none."""

    estate_id = fields.UUID(required=True)
    kind = fields.Enum(MeetingKind, by_value=True, required=True, validate=validate.OneOf(RECURRING))
    active = fields.Boolean(load_default=False)
    weekday = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(0, 6))
    begins = fields.Time(required=True, format="%H:%M", error_messages={"invalid": N_("This is no time of the day.")})
    place = Line(200, load_default="")


class SeriesSchema(Schema):
    """When meetings of the kind are held."""

    kind = fields.Enum(MeetingKind, by_value=True, required=True)
    active = fields.Boolean(required=True)
    weekday = fields.Integer(required=True, allow_none=True)
    begins = fields.String(required=True)
    place = fields.String(required=True)


class MeetingActionSchema(Schema):
    """What was decided; ``state`` is ``to_do`` until it is done or dropped."""

    id = fields.UUID(required=True)
    meeting_id = fields.UUID(required=True)
    kind = fields.Enum(MeetingKind, by_value=True, required=True)
    number = fields.Integer(required=True)
    what = fields.String(required=True)
    owner_id = fields.UUID(required=True)
    owner = fields.String(required=True)
    due_on = fields.Date(required=True)
    state = fields.Enum(ActionState, by_value=True, required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_by = fields.String(required=True)
    result = fields.String(required=True)


class DecidedSchema(Schema):
    action = fields.Nested(MeetingActionSchema, required=True)
    estate = fields.String(required=True)
    meeting_at = fields.AwareDateTime(required=True)
    late = fields.Boolean(required=True)


class MeetingSchema(Schema):
    """A meeting; ``present`` and ``committee`` name who came."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    kind = fields.Enum(MeetingKind, by_value=True, required=True)
    state = fields.Enum(MeetingState, by_value=True, required=True)
    starts_at = fields.AwareDateTime(required=True)
    place = fields.String(required=True)
    agenda = fields.String(required=True)
    opened_at = fields.AwareDateTime(required=True, allow_none=True)
    held_at = fields.AwareDateTime(required=True, allow_none=True)
    present = fields.List(fields.String(), required=True, attribute="staff_present")
    committee = fields.List(fields.String(), required=True, attribute="committee_present")
    minutes = fields.String(required=True)
    filed_at = fields.AwareDateTime(required=True, allow_none=True)
    recorded_by = fields.String(required=True)
    reason = fields.String(required=True)


class ListedMeetingSchema(Schema):
    meeting = fields.Nested(MeetingSchema, required=True)
    estate = fields.String(required=True)
    open_actions = fields.Integer(required=True)


class NeedsSchema(Schema):
    """A team's week as the front desk told it, and what the meeting said of it."""

    digest_id = fields.UUID(required=True, attribute="digest.id")
    team = fields.String(required=True, allow_none=True, attribute="digest.team")
    starts_at = fields.AwareDateTime(required=True, attribute="digest.starts_at")
    ends_at = fields.AwareDateTime(required=True, attribute="digest.ends_at")
    asked = fields.Integer(required=True, attribute="digest.asked")
    open = fields.Integer(required=True, attribute="digest.open")
    late = fields.Integer(required=True, attribute="digest.late")
    adjustment = fields.String(required=True, attribute="digest.adjustment")
    discussion = fields.String(required=True, dump_default="", attribute="topic.discussion")


class GatheringSchema(Schema):
    """A meeting with what it decided, what earlier ones left open, and the needs it hears."""

    meeting = fields.Nested(MeetingSchema, required=True)
    estate = fields.String(required=True)
    actions = fields.List(fields.Nested(MeetingActionSchema), required=True)
    carried = fields.List(fields.Nested(MeetingActionSchema), required=True)
    needs = fields.List(fields.Nested(NeedsSchema), required=True)
