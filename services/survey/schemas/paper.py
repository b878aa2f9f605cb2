"""Bodies and forms about answers on paper."""

from marshmallow import Schema, fields
from marshmallow.validate import Range

LARGEST_SERIAL = 10_000_000


class SerialSchema(Schema):
    """The number that stands on the form."""

    serial = fields.Integer(required=True, validate=Range(1, LARGEST_SERIAL))


class KeyedSchema(SerialSchema):
    """``given`` are answers by the keys of their questions."""

    given = fields.Dict(keys=fields.String(), required=True)


class PaperEntrySchema(SerialSchema):
    """An entry that is not ``settled`` waits for the second one, or to be settled."""

    settled = fields.Boolean(required=True)
