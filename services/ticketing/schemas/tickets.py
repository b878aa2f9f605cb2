"""JSON bodies and forms about tickets."""

from marshmallow import Schema, fields, validate

from services.ticketing.models import (
    AnswerChannel,
    Area,
    Channel,
    ClockKind,
    PauseReason,
    QuoteState,
    Status,
    Step,
    Team,
    TicketKind,
    Tier,
)
from services.ticketing.schemas.ratings import RatingSchema
from shared.fields import Line, Masked, Moment, SiteTime, Upload, Words

MOST_PHOTOS = 9


class OpenTicketSchema(Schema):
    """A request, for a household, a unit, or an estate's shared area."""

    kind = fields.Enum(TicketKind, by_value=True, required=True)
    title = Line(200, required=True)
    description = Words(5000, load_default="")
    tier = fields.Enum(Tier, by_value=True, load_default=None, allow_none=True)
    area = fields.Enum(Area, by_value=True, load_default=None, allow_none=True)
    category_id = fields.UUID(load_default=None, allow_none=True)
    channel = fields.Enum(Channel, by_value=True, load_default=Channel.PHONE)
    customer_id = fields.UUID(load_default=None, allow_none=True)
    unit_id = fields.UUID(load_default=None, allow_none=True)
    estate_id = fields.UUID(load_default=None, allow_none=True)
    reporter_name = Line(80, load_default="")
    reporter_phone = Line(40, load_default="")
    agreed_at = Moment(load_default=None, allow_none=True)
    follows_id = fields.UUID(load_default=None, allow_none=True)


class ReferSchema(Schema):
    """A question to a superior, about what is beyond the own authority (A2.4)."""

    superior_id = fields.UUID(required=True)
    question = Words(2000, required=True)


class ProposeSchema(Schema):
    proposal = Words(5000, required=True)


class AssignSchema(Schema):
    assignee_id = fields.UUID(required=True)


class AssignInTurnSchema(Schema):
    """Without a ``team`` the one that the ticket has."""

    team = fields.Enum(Team, by_value=True, load_default=None, allow_none=True)


class ClassifySchema(Schema):
    """``category_id`` None takes the category away."""

    category_id = fields.UUID(load_default=None, allow_none=True)


class ArriveSchema(Schema):
    """``noted_at``: when it was noted on a phone that had no connection then."""

    noted_at = Moment(load_default=None, allow_none=True)


class ResolveSchema(ArriveSchema):
    """What was done; a form with files may bring photos."""

    resolution = Words(5000, required=True)


class ResolveFormSchema(ResolveSchema):
    photos = fields.List(Upload(), load_default=list, validate=validate.Length(max=MOST_PHOTOS))


class AnswerSchema(Schema):
    """The words given to the resident, and how they were given."""

    answer = Words(5000, required=True)
    channel = fields.Enum(AnswerChannel, by_value=True, load_default=AnswerChannel.PHONE)


class ReasonSchema(Schema):
    """Why a ticket is declined, opened again, called a major problem or none."""

    reason = Words(2000, required=True)


class PauseSchema(Schema):
    """Why the ticket waits; ``until`` ends the pause by itself."""

    reason = fields.Enum(PauseReason, by_value=True, required=True)
    note = Words(2000, load_default="")
    until = Moment(load_default=None, allow_none=True)


class ChangeTierSchema(Schema):
    tier = fields.Enum(Tier, by_value=True, required=True)
    reason = Words(2000, required=True)


class AgreeSchema(Schema):
    """The time agreed with the resident for a normal request (C2.5)."""

    agreed_at = Moment(required=True)


class PauseFormSchema(PauseSchema):
    """As ``PauseSchema``, on the clock of the site."""

    until: SiteTime = SiteTime(load_default=None)  # type: ignore[assignment] # a form tells no offset


class AgreeFormSchema(AgreeSchema):
    """As ``AgreeSchema``, on the clock of the site."""

    agreed_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class ClockSchema(Schema):
    """A promise: ``respond`` is met by the earlier of arrival and handling (C2.5); a pause stops some."""

    id = fields.UUID(required=True)
    kind = fields.Enum(ClockKind, by_value=True, required=True)
    started_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)
    met_at = fields.AwareDateTime(required=True, allow_none=True)
    stopped_at = fields.AwareDateTime(required=True, allow_none=True)
    warned_at = fields.AwareDateTime(required=True, allow_none=True)
    breached_at = fields.AwareDateTime(required=True, allow_none=True)


class WaitSchema(Schema):
    """A pause; ``ended_at`` is None while it lasts."""

    reason = fields.Enum(PauseReason, by_value=True, required=True)
    note = fields.String(required=True)
    started_at = fields.AwareDateTime(required=True)
    started_by = fields.String(required=True)
    until = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_by = fields.String(required=True, allow_none=True)


class PersonSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class ReferralSchema(Schema):
    """``proposal`` is null while the superior has not answered."""

    asked_by = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    question = fields.String(required=True)
    superior = fields.Nested(PersonSchema, required=True)
    proposed_at = fields.AwareDateTime(required=True, allow_none=True)
    proposed_by = fields.String(required=True, allow_none=True)
    proposal = fields.String(required=True, allow_none=True)


class TicketRowSchema(Schema):
    """A ticket in a list; ``due_at`` is the nearest due time of a running clock."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    number = fields.String(required=True)
    estate_id = fields.UUID(required=True)
    kind = fields.Enum(TicketKind, by_value=True, required=True)
    area = fields.Enum(Area, by_value=True, required=True, allow_none=True)
    tier = fields.Enum(Tier, by_value=True, required=True)
    category = fields.String(required=True)
    category_id = fields.UUID(required=True, allow_none=True)
    title = fields.String(required=True)
    channel = fields.Enum(Channel, by_value=True, required=True)
    status = fields.Enum(Status, by_value=True, required=True)
    customer = fields.Nested(PersonSchema, required=True, allow_none=True)
    customer_id = fields.UUID(required=True, allow_none=True)
    unit_id = fields.UUID(required=True, allow_none=True)
    unit_path = fields.String(required=True)
    reporter_name = fields.String(required=True)
    reporter_phone: fields.String = Masked(required=True)
    team = fields.Enum(Team, by_value=True, required=True, allow_none=True)
    assignee = fields.Nested(PersonSchema, required=True, allow_none=True)
    assignee_id = fields.UUID(required=True, allow_none=True)
    reopened = fields.Integer(required=True)
    follows_id = fields.UUID(required=True, allow_none=True)
    merged_into_id = fields.UUID(required=True, allow_none=True)
    quote_state = fields.Enum(QuoteState, by_value=True, required=True, allow_none=True)
    opened_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    clocks = fields.List(fields.Nested(ClockSchema), required=True)


class AttachmentSchema(Schema):
    """A photo of a step, or of the request (``step`` null); ``size`` in bytes."""

    id = fields.UUID(required=True)
    step = fields.Enum(Step, by_value=True, required=True, allow_none=True)
    content_type = fields.String(required=True)
    size = fields.Integer(required=True)
    added_at = fields.AwareDateTime(required=True)
    added_by = fields.String(required=True)


class TicketSchema(TicketRowSchema):
    """The whole ticket; ``steps`` are those that its state allows now."""

    description = fields.String(required=True)
    reporter_phone = fields.String(required=True)
    opened_by = fields.String(required=True)
    agreed_at = fields.AwareDateTime(required=True, allow_none=True)
    acknowledged_at = fields.AwareDateTime(required=True, allow_none=True)
    arrived_at = fields.AwareDateTime(required=True, allow_none=True)
    resolved_at = fields.AwareDateTime(required=True, allow_none=True)
    declined_at = fields.AwareDateTime(required=True, allow_none=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)
    resolution = fields.String(required=True, allow_none=True)
    decline_reason = fields.String(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
    answer_channel = fields.Enum(AnswerChannel, by_value=True, required=True, allow_none=True)
    major_since = fields.AwareDateTime(required=True, allow_none=True)
    major_reason = fields.String(required=True, allow_none=True)
    lead_visit_at = fields.AwareDateTime(required=True, allow_none=True)
    lead_visit_by = fields.String(required=True, allow_none=True)
    lead_visit_words = fields.String(required=True, allow_none=True)
    referred_to_id = fields.UUID(required=True, allow_none=True)
    referrals = fields.List(fields.Nested(ReferralSchema), required=True)
    rating = fields.Nested(RatingSchema, required=True, allow_none=True)
    attachments = fields.List(fields.Nested(AttachmentSchema), required=True)
    pauses = fields.List(fields.Nested(WaitSchema), required=True)
    steps = fields.List(fields.Enum(Step, by_value=True), required=True)


class TicketFilterSchema(Schema):
    """What a list of tickets shows; ``state`` groups the statuses."""

    state = fields.String(load_default="all", validate=validate.OneOf(["open", "closed", "all"]))
    status = fields.Enum(Status, by_value=True, load_default=None)
    kind = fields.Enum(TicketKind, by_value=True, load_default=None)
    tier = fields.Enum(Tier, by_value=True, load_default=None)
    team = fields.Enum(Team, by_value=True, load_default=None)
    assignee_id = fields.UUID(load_default=None)
    customer_id = fields.UUID(load_default=None)
    unassigned = fields.Boolean(load_default=False)
    late = fields.Boolean(load_default=False)
    text = Line(100, load_default="")


class TimelineEntrySchema(Schema):
    """Who did what and when; ``before`` and ``after`` hold the fields that changed."""

    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    actor_kind = fields.String(required=True)
    actor_id = fields.UUID(required=True, allow_none=True)
    actor_name = fields.String(required=True)
    action = fields.String(required=True)
    before = fields.Dict(keys=fields.String(), required=True)
    after = fields.Dict(keys=fields.String(), required=True)
    note = fields.String(required=True, allow_none=True)
