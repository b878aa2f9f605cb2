"""JSON bodies about imports of estate files."""

from marshmallow import Schema, fields

from services.ticketing.models import ImportState
from shared.fields import Upload


class StartImportSchema(Schema):
    """``file`` is an Excel workbook like the example in the documentation, at most 10 MB."""

    file = Upload(required=True)


class ImportRowSchema(Schema):
    """An import in a list; ``rows_done`` of ``rows_total`` have been checked."""

    id = fields.UUID(required=True)
    state = fields.Enum(ImportState, by_value=True, required=True)
    file_name = fields.String(required=True)
    file_size = fields.Integer(required=True)
    started_by = fields.String(required=True)
    started_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)
    rows_done = fields.Integer(required=True)
    rows_total = fields.Integer(required=True)
    problem_count = fields.Integer(required=True)
    estate_id = fields.UUID(required=True, allow_none=True)
    estate_name = fields.String(required=True)
    premises_created = fields.Integer(required=True)
    customers_created = fields.Integer(required=True)
    customers_changed = fields.Integer(required=True)
    customers_unchanged = fields.Integer(required=True)


class ImportProblemSchema(Schema):
    """What is wrong, in the reader's language, and where; what concerns a whole row or file leaves the rest empty."""

    text = fields.String(required=True)
    sheet = fields.String(required=True)
    row = fields.Integer(required=True, allow_none=True)
    column = fields.String(required=True)
    header = fields.String(required=True)


class ImportSchema(Schema):
    """``problems`` are at most 200 of the import's ``problem_count``."""

    job = fields.Nested(ImportRowSchema, required=True)
    problems = fields.List(fields.Nested(ImportProblemSchema), required=True)
