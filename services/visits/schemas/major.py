"""Bodies and forms about major problems."""

from marshmallow import Schema, fields

from shared.fields import Line, Moment, SiteTime, Words


class RecordMajorVisitSchema(Schema):
    """What the project lead writes down after having been there."""

    visited_at = Moment(required=True)
    met = Line(200, required=True)
    words = Words(5000, required=True)
    promised = Words(5000, load_default="")


class RecordMajorVisitFormSchema(RecordMajorVisitSchema):
    """As ``RecordMajorVisitSchema``, on the clock of the site."""

    visited_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class MajorVisitSchema(Schema):
    """The project lead's visit to a major problem."""

    id = fields.UUID(required=True)
    ticket_id = fields.UUID(required=True)
    visited_at = fields.AwareDateTime(required=True)
    visited_by = fields.String(required=True)
    met = fields.String(required=True)
    words = fields.String(required=True)
    promised = fields.String(required=True)


class MajorProblemSchema(Schema):
    """A ticket that the project lead must see in person; ``visit`` is null until then."""

    ticket_id = fields.UUID(required=True, attribute="problem.ticket_id")
    estate_id = fields.UUID(required=True, attribute="problem.estate_id")
    number = fields.String(required=True, attribute="problem.number")
    title = fields.String(required=True, attribute="problem.title")
    unit_path = fields.String(required=True, attribute="problem.unit_path")
    reason = fields.String(required=True, attribute="problem.reason")
    flagged_by = fields.String(required=True, attribute="problem.flagged_by")
    flagged_at = fields.AwareDateTime(required=True, attribute="problem.flagged_at")
    visit = fields.Nested(MajorVisitSchema, required=True, allow_none=True)


class MajorProblemFilterSchema(Schema):
    awaiting = fields.Boolean(load_default=False)
