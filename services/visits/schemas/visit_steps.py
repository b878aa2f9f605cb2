"""Bodies and forms of the steps of a visit, and of its record."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, pre_load
from marshmallow.validate import Length, Range

from services.visits.models import NeedKind, VisitKind
from shared.fields import Line, Moment, SiteTime, Words, in_this_century

MOST_NEEDS = 10
LINES = 3  # of needs on the form


class ScheduleVisitSchema(Schema):
    """A visit besides the rounds, at a time agreed with the household."""

    customer_id = fields.UUID(required=True)
    kind = fields.Enum(VisitKind, by_value=True, load_default=VisitKind.REQUEST)
    starts_at = Moment(required=True)
    staff_id = fields.UUID(load_default=None, allow_none=True)


class ScheduleVisitFormSchema(ScheduleVisitSchema):
    """As ``ScheduleVisitSchema``, on the clock of the site."""

    starts_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class MoveVisitSchema(Schema):
    """``agreed`` with the household: it need not be asked again."""

    starts_at = Moment(required=True)
    staff_id = fields.UUID(load_default=None, allow_none=True)
    agreed = fields.Boolean(load_default=False)


class MoveVisitFormSchema(MoveVisitSchema):
    """As ``MoveVisitSchema``, on the clock of the site."""

    starts_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class ChooseSlotSchema(Schema):
    starts_at = Moment(required=True)


class FeedSchema(Schema):
    """Without an estate the own visits."""

    estate_id = fields.UUID(load_default=None, allow_none=True)


class MissVisitSchema(Schema):
    note = Line(200, load_default="")


class VisitReasonSchema(Schema):
    reason = Words(500, required=True)


class NeedSchema(Schema):
    kind = fields.Enum(NeedKind, by_value=True, required=True)
    title = Line(100, required=True)


class RecordVisitSchema(Schema):
    """What was said. The form of a phone tells each need in fields of its own, ``need_1_kind`` and ``need_1_title``."""

    visited_at = Moment(required=True)
    met = Line(200, required=True)
    words = Words(5000, load_default="")
    evaluation = fields.Integer(load_default=None, allow_none=True, validate=Range(1, 5))
    promised = Words(5000, load_default="")
    promised_until = fields.Date(load_default=None, allow_none=True, validate=in_this_century)
    needs = fields.List(fields.Nested(NeedSchema), load_default=list, validate=Length(max=MOST_NEEDS))

    @pre_load
    def gathered(self, told: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Empty fields were left out by the person; a need without words is none."""
        facts = {name: value for name, value in told.items() if value != ""}
        lines = [(facts.pop(f"need_{n}_kind", None), facts.pop(f"need_{n}_title", None)) for n in range(1, LINES + 1)]
        if needs := [{"kind": kind or NeedKind.ENQUIRY, "title": title} for kind, title in lines if title]:
            facts["needs"] = needs
        return facts


class RecordVisitFormSchema(RecordVisitSchema):
    """As ``RecordVisitSchema``, on the clock of the site."""

    visited_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class VisitNeedSchema(Schema):
    """A need and what the front desk has made of it; its ticket has the same id."""

    id = fields.UUID(required=True)
    kind = fields.Enum(NeedKind, by_value=True, required=True)
    title = fields.String(required=True)
    number = fields.String(required=True)
    status = fields.String(required=True)
    answer = fields.String(required=True)


class VisitRecordSchema(Schema):
    id = fields.UUID(required=True)
    visit_id = fields.UUID(required=True)
    visited_at = fields.AwareDateTime(required=True)
    visited_by = fields.String(required=True)
    met = fields.String(required=True)
    words = fields.String(required=True)
    evaluation = fields.Integer(required=True, allow_none=True)
    promised = fields.String(required=True)
    promised_until = fields.Date(required=True, allow_none=True)
    kept_at = fields.AwareDateTime(required=True, allow_none=True)
