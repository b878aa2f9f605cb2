"""Forms and JSON bodies of notices (A1.2)."""

from marshmallow import Schema, fields, validate

from services.notify.models import (
    LONGEST_BODY,
    LONGEST_TITLE,
    MOST_PLACES,
    Audience,
    NoticeKind,
    NoticeState,
)
from shared.fields import Line, Moment, SiteTime, Upload, Words

LONGEST_REASON = 500


class NoticeTextSchema(Schema):
    """Texts are Markdown without HTML; ``title_en`` and ``body_en`` may stay empty."""

    kind = fields.Enum(NoticeKind, by_value=True, required=True)
    title = Line(LONGEST_TITLE, required=True)
    body = Words(LONGEST_BODY, required=True)
    title_en = Line(LONGEST_TITLE, load_default="")
    body_en = Words(LONGEST_BODY, load_default="")
    place_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_PLACES))
    audience = fields.Enum(Audience, by_value=True, load_default=Audience.EVERYBODY)
    emergency_reason = Words(LONGEST_REASON, load_default="")


class EditNoticeSchema(NoticeTextSchema):
    """All that the writer decides. Without ``place_ids`` (premises) it concerns the whole estate.

    An outage has a ``starts_at``; with an ``emergency_reason`` it need not be announced 24 hours ahead (C2.1).
    """

    on_paper = fields.Boolean(load_default=True)
    starts_at = Moment(load_default=None, allow_none=True)
    ends_at = Moment(load_default=None, allow_none=True)
    publish_at = Moment(load_default=None, allow_none=True)
    expires_at = Moment(load_default=None, allow_none=True)


class DraftNoticeSchema(EditNoticeSchema):
    estate_id = fields.UUID(required=True)


class NoticeFormSchema(NoticeTextSchema):
    """``place_ids`` are buildings, ``other_places`` labels of floors and units, one a line."""

    version = fields.Integer(load_default=None)
    other_places = Words(5000, load_default="")
    on_paper = fields.Boolean(load_default=False)
    starts_at = SiteTime(load_default=None)
    ends_at = SiteTime(load_default=None)
    publish_at = SiteTime(load_default=None)
    expires_at = SiteTime(load_default=None)


class NewNoticeFormSchema(NoticeFormSchema):
    estate_id = fields.UUID(required=True)


class PreviewSchema(Schema):
    """A text as it is being written."""

    text = Words(LONGEST_BODY, load_default="")


class ReasonSchema(Schema):
    reason = Words(LONGEST_REASON, required=True)


class ApproveNoticeSchema(Schema):
    """``release`` false: approved, and published by hand later."""

    release = fields.Boolean(load_default=True)


class ScheduleNoticeSchema(Schema):
    publish_at = Moment(required=True)


class ScheduleNoticeFormSchema(Schema):
    publish_at = SiteTime(required=True)


class NoticeFilterSchema(Schema):
    """What the list shows; ``text`` is part of a title, or begins a number."""

    estate_id = fields.UUID(load_default=None)
    state = fields.Enum(NoticeState, by_value=True, load_default=None)
    kind = fields.Enum(NoticeKind, by_value=True, load_default=None)
    text = Line(100, load_default="")


class AttachFileSchema(Schema):
    """One file; what it is, its content tells."""

    attachments = Upload(required=True)


class NoticeFileSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    content_type = fields.String(required=True)
    size = fields.Integer(required=True)


class NoticeRowSchema(Schema):
    """A notice as lists show it; ``number`` comes with the approval."""

    id = fields.UUID(required=True)
    estate_id = fields.UUID(required=True)
    kind = fields.Enum(NoticeKind, by_value=True, required=True)
    state = fields.Enum(NoticeState, by_value=True, required=True)
    number = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    place_ids = fields.List(fields.UUID(), required=True, attribute="places")
    place_paths = fields.List(fields.String(), required=True)
    audience = fields.Enum(Audience, by_value=True, required=True)
    on_paper = fields.Boolean(required=True)
    starts_at = fields.AwareDateTime(required=True, allow_none=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    emergency_reason = fields.String(required=True)
    all_clear_at = fields.AwareDateTime(required=True, allow_none=True)
    publish_at = fields.AwareDateTime(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)
    published_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    replaces_id = fields.UUID(required=True, allow_none=True)
    drafted_by = fields.String(required=True)
    version = fields.Integer(required=True)


class NoticeSchema(NoticeRowSchema):
    """The whole notice."""

    body = fields.String(required=True)
    body_en = fields.String(required=True)
    submitted_by = fields.String(required=True, allow_none=True)
    submitted_at = fields.AwareDateTime(required=True, allow_none=True)
    returned_reason = fields.String(required=True, allow_none=True)
    approved_by = fields.String(required=True, allow_none=True)
    approved_at = fields.AwareDateTime(required=True, allow_none=True)
    withdrawn_reason = fields.String(required=True, allow_none=True)
    files = fields.List(fields.Nested(NoticeFileSchema), required=True)
