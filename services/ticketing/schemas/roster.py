"""Forms and JSON bodies of the duty roster (C2.4)."""

from marshmallow import Schema, fields, validate

from services.ticketing.models import MOST_WEEKS, Post
from services.ticketing.schemas.tickets import PersonSchema
from shared.fields import Moment, SiteTime


class PlanDutySchema(Schema):
    """A shift of at most 24 hours, and the same in the ``weeks`` that follow."""

    estate_id = fields.UUID(required=True)
    post = fields.Enum(Post, by_value=True, required=True)
    staff_id = fields.UUID(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    weeks = fields.Integer(load_default=1, validate=validate.Range(1, MOST_WEEKS))


class PlanDutyFormSchema(PlanDutySchema):
    """As ``PlanDutySchema``, on the clock of the site."""

    starts_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset
    ends_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class RosterFilterSchema(Schema):
    """Whose roster, and from when to when."""

    estate_id = fields.UUID(required=True)
    start = Moment(required=True)
    end = Moment(required=True)


class DutySchema(Schema):
    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    post = fields.Enum(Post, by_value=True, required=True)
    staff = fields.Nested(PersonSchema, required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)


class GapSchema(Schema):
    """A time in which nobody is planned at the hotline."""

    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)


class GapFilterSchema(Schema):
    estate_id = fields.UUID(required=True)
