"""Forms and JSON bodies of places for paper and of what hangs there."""

from marshmallow import Schema, fields

from services.notify.models import LONGEST_PLACE, NoticeKind, PlaceKind, PostingState
from shared.fields import Line, Moment, SiteTime, Upload


class PostedSchema(Schema):
    """``photo`` proves it; without ``posted_at`` it was done just now."""

    photo = Upload(required=True)
    posted_at = Moment(load_default=None)


class RemovedSchema(Schema):
    """A ``photo`` may prove it; without ``removed_at`` it was done just now."""

    photo = Upload(load_default=None)
    removed_at = Moment(load_default=None)


class PostedFormSchema(Schema):
    posted_at = SiteTime(load_default=None)


class RemovedFormSchema(Schema):
    removed_at = SiteTime(load_default=None)


class AddPlaceSchema(Schema):
    """A lobby belongs to a building; a board may belong to the whole estate."""

    estate_id = fields.UUID(required=True)
    kind = fields.Enum(PlaceKind, by_value=True, required=True)
    name = Line(LONGEST_PLACE, required=True)
    building_id = fields.UUID(load_default=None, allow_none=True)


class PostingPlaceSchema(AddPlaceSchema):
    id = fields.UUID(required=True)
    building = fields.String(required=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)


class PostingFilterSchema(Schema):
    notice_id = fields.UUID(load_default=None)
    place_id = fields.UUID(load_default=None)
    state = fields.Enum(PostingState, by_value=True, load_default=None)


class PostingSchema(Schema):
    """One notice at one place; ``due_at`` is when it must hang, or be off, as ``state`` says."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    notice_id = fields.UUID(required=True)
    number = fields.String(required=True, allow_none=True, attribute="notice.number")
    kind = fields.Enum(NoticeKind, by_value=True, required=True, attribute="notice.kind")
    title = fields.String(required=True, attribute="notice.title")
    place_id = fields.UUID(required=True)
    place = fields.Nested(PostingPlaceSchema, required=True)
    state = fields.Enum(PostingState, by_value=True, required=True)
    due_at = fields.AwareDateTime(required=True)
    posted_at = fields.AwareDateTime(required=True, allow_none=True)
    posted_by = fields.String(required=True, allow_none=True)
    removed_at = fields.AwareDateTime(required=True, allow_none=True)
    removed_by = fields.String(required=True, allow_none=True)
