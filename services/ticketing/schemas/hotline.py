"""The form of a call; what the chosen kind hides is not meant."""

from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields, post_load

from services.ticketing.models import TicketKind, Tier
from services.ticketing.schemas.tickets import OpenTicketSchema
from services.ticketing.schemas.values import EARLIEST_YEAR, LATEST_YEAR
from shared.errors import N_


def _in_this_century(moment: datetime) -> None:
    if not EARLIEST_YEAR <= moment.year < LATEST_YEAR:
        raise ValidationError(N_("This date is too far away."))


class HotlineSchema(OpenTicketSchema):
    """As ``OpenTicketSchema``, but ``agreed_at`` is the time on the clock of the site."""

    agreed_at: fields.DateTime = fields.NaiveDateTime(  # type: ignore[assignment] # a form tells no offset
        load_default=None, format="iso", validate=_in_this_century
    )

    @post_load
    def _only_what_is_shown(self, facts: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        if facts["kind"] is not TicketKind.REPAIR:
            facts["area"] = None
        if facts["tier"] is not Tier.NORMAL:
            facts["agreed_at"] = None
        return facts
