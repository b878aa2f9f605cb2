"""The days that figures and lists are about, and what tickets a number of the figures counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.ticketing.models import Age, Channel, ClockKind, Outcome
from services.ticketing.models.counting import NOTHING
from shared.errors import N_
from shared.fields import in_this_century

MOST_DAYS = 366


class PeriodSchema(Schema):
    """Days of the site, both included."""

    since = fields.Date(load_default=None, validate=in_this_century)
    until = fields.Date(load_default=None, validate=in_this_century)

    @validates_schema
    def check_order(self, facts: dict[str, Any], **_kwargs: Any) -> None:
        since, until = facts.get("since"), facts.get("until")
        if since and until and since > until:
            raise ValidationError(N_("The last day is before the first."), "until")


class IdOrNone(fields.UUID):
    """An id, or ``none`` for what has none."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        return NOTHING if value == NOTHING else super()._deserialize(value, attr, data, **kwargs)


class FacetsSchema(PeriodSchema):
    """``weekday`` counts from Monday, 0; it and ``hour`` need the days within which they are meant.

    ``outcome`` is that of the promises of ``clock``, or of all of them.
    """

    estate_id = fields.UUID(load_default=None)
    weekday = fields.Integer(load_default=None, validate=validate.Range(0, 6))
    hour = fields.Integer(load_default=None, validate=validate.Range(0, 23))
    age = fields.Enum(Age, by_value=True, load_default=None)
    channel = fields.Enum(Channel, by_value=True, load_default=None)
    category_id = IdOrNone(load_default=None)
    building_id = IdOrNone(load_default=None)
    unit_id = fields.UUID(load_default=None)
    clock = fields.Enum(ClockKind, by_value=True, load_default=None)
    outcome = fields.Enum(Outcome, by_value=True, load_default=None)

    @validates_schema
    def check_days_of_hours(self, facts: dict[str, Any], **_kwargs: Any) -> None:
        name = next((name for name in ("weekday", "hour") if facts.get(name) is not None), None)
        if name and not short_enough(facts.get("since"), facts.get("until")):
            raise ValidationError(N_("Say the first and the last day too, at most a year apart."), name)


def short_enough(since: date | None, until: date | None) -> bool:
    """Whether both days are told, and are at most a year apart."""
    return since is not None and until is not None and (until - since).days < MOST_DAYS
