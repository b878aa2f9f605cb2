"""JSON bodies and forms about erasing a household."""

from marshmallow import Schema, fields, validate

from shared.fields import Words

MOST_TICKETS = 100


class EraseSchema(Schema):
    """``password`` is the caller's own, once more; ``ticket_ids`` are further tickets that name somebody of it."""

    reason = Words(500, required=True)
    password = fields.String(required=True, validate=validate.Length(1, 200))
    delete_photos = fields.Boolean(load_default=False)
    ticket_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MOST_TICKETS))


class ErasureSchema(Schema):
    """That the people of a household were erased; ``told_ids`` are tickets of others that it had told too."""

    customer_id = fields.UUID(required=True, attribute="id")
    estate_id = fields.UUID(required=True)
    erased_at = fields.AwareDateTime(required=True)
    erased_by = fields.String(required=True)
    reason = fields.String(required=True)
    member_ids = fields.List(fields.UUID(), required=True)
    ticket_ids = fields.List(fields.UUID(), required=True)
    told_ids = fields.List(fields.UUID(), required=True)
    photos = fields.Integer(required=True)
