"""Filters, bodies and forms of the compliance calendar."""

from datetime import date

from marshmallow import Schema, fields, validate

from services.visits.clauses import BY_ID
from services.visits.models import DutyState
from shared.errors import N_
from shared.fields import Words
from shared.i18n import translate
from shared.permissions import ROLES

YEARS = validate.Range(2000, 2100)
MONTH = validate.Regexp(r"^20\d\d-(0[1-9]|1[0-2])$", error=N_("This is no month."))


class DutyFilterSchema(Schema):
    """What of the calendar is asked for."""

    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)
    state = fields.Enum(DutyState, by_value=True, load_default=None)
    clause = fields.String(load_default="", validate=validate.OneOf(["", *BY_ID]))
    role = fields.String(load_default="", validate=validate.OneOf(["", *ROLES]))
    person = fields.UUID(load_default=None)
    estate_id = fields.UUID(load_default=None)


class MonthFilterSchema(DutyFilterSchema):
    month = fields.String(load_default=None, validate=MONTH)
    day = fields.Date(load_default=None)


class MatrixFilterSchema(DutyFilterSchema):
    year = fields.Integer(load_default=None, validate=YEARS)
    by = fields.String(load_default="clause", validate=validate.OneOf(["clause", "person"]))


class ReportFilterSchema(Schema):
    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)
    estate_id = fields.UUID(load_default=None)


class WaiveDutySchema(Schema):
    """Why it need not be done."""

    reason = Words(1000, required=True, filled=True)


class DutySchema(Schema):
    """A duty of the procedures, as it stands; ``due_at`` is null where no time is set."""

    id = fields.UUID(required=True, attribute="duty.id")
    estate_id = fields.UUID(required=True, attribute="duty.estate_id")
    estate = fields.String(required=True)
    clause = fields.String(required=True, attribute="duty.clause")
    title = fields.String(required=True, attribute="clause.title")
    subject_id = fields.UUID(required=True, attribute="duty.subject_id")
    label = fields.String(required=True, attribute="duty.label")
    period = fields.String(required=True, attribute="duty.period")
    role = fields.String(required=True, attribute="duty.role")
    owner_id = fields.UUID(required=True, allow_none=True, attribute="duty.owner_id")
    owner = fields.String(required=True)
    opens_at = fields.AwareDateTime(required=True, attribute="duty.opens_at")
    due_at = fields.AwareDateTime(required=True, allow_none=True, attribute="duty.due_at")
    day = fields.Date(required=True, attribute="duty.day")
    state = fields.Enum(DutyState, by_value=True, required=True, attribute="duty.state")
    done_at = fields.AwareDateTime(required=True, allow_none=True, attribute="duty.done_at")
    proof = fields.String(required=True, attribute="duty.proof")


class DutyFactSchema(Schema):
    """What was told of a duty: ``event`` told it, ``number`` and ``href`` lead to the evidence."""

    kind = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    event = fields.String(required=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    number = fields.String(required=True)
    href = fields.String(required=True)
    by = fields.String(required=True)
    words = fields.String(required=True)


class ProvenDutySchema(Schema):
    owed = fields.Nested(DutySchema, required=True)
    facts = fields.List(fields.Nested(DutyFactSchema), required=True)


class ClauseSchema(Schema):
    """An entry of the registry; with ``awaits`` nothing is owed until these events exist."""

    id = fields.String(required=True)
    clause = fields.String(required=True)
    title = fields.String(required=True)
    title_zh = fields.Function(lambda clause: translate(clause.title, "zh"))
    per = fields.String(required=True)
    role = fields.String(required=True)
    when = fields.String(required=True)
    due = fields.String(required=True)
    proof = fields.String(required=True)
    awaits = fields.List(fields.String(), required=True)


def month_of(text: str | None, today: date) -> date:
    """The first day of the month that was asked for, or of this one."""
    return date.fromisoformat(f"{text}-01") if text else today.replace(day=1)
