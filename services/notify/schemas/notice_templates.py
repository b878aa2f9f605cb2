"""Forms and JSON bodies of templates of notices."""

from marshmallow import Schema, fields, validate

from services.notify.models import LONGEST_BODY, LONGEST_TITLE, NoticeKind
from shared.fields import Line, Moment, SiteTime, Words

LONGEST_NAME = 60
LONGEST_VALUE = 500


class EditTemplateSchema(Schema):
    """Texts with ``{fields}``; the English ones use fields of the Chinese."""

    kind = fields.Enum(NoticeKind, by_value=True, required=True)
    name = Line(LONGEST_NAME, required=True)
    title = Line(LONGEST_TITLE, required=True)
    body = Words(LONGEST_BODY, required=True)
    title_en = Line(LONGEST_TITLE, load_default="")
    body_en = Words(LONGEST_BODY, load_default="")


class TemplateSchema(EditTemplateSchema):
    """``fields`` are what each use of it fills in."""

    id = fields.UUID(required=True)
    field_names = fields.List(fields.String(), required=True, attribute="fields")


class TemplateValuesSchema(Schema):
    """``values`` by the name of the field."""

    values = fields.Dict(
        keys=fields.String(validate=validate.Length(max=LONGEST_NAME)), values=Words(LONGEST_VALUE), load_default=dict
    )


class UseTemplateSchema(TemplateValuesSchema):
    """A draft for an estate, with its fields filled in."""

    estate_id = fields.UUID(required=True)
    starts_at = Moment(load_default=None, allow_none=True)
    ends_at = Moment(load_default=None, allow_none=True)


class UseTemplateFormSchema(Schema):
    estate_id = fields.UUID(required=True)
    starts_at = SiteTime(load_default=None)
    ends_at = SiteTime(load_default=None)
