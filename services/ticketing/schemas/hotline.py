"""The form of a call; what the chosen kind hides is not meant."""

from typing import Any

from marshmallow import post_load

from services.ticketing.models import TicketKind, Tier
from services.ticketing.schemas.reporters import AddReporterSchema
from services.ticketing.schemas.tickets import OpenTicketSchema
from shared.fields import Line, SiteTime, Words


class HotlineSchema(OpenTicketSchema):
    """As ``OpenTicketSchema``, but ``agreed_at`` is the time on the clock of the site."""

    agreed_at: SiteTime = SiteTime(load_default=None)  # type: ignore[assignment] # a form tells no offset

    @post_load
    def _only_what_is_shown(self, facts: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        if facts["kind"] is not TicketKind.REPAIR:
            facts["area"] = None
        if facts["tier"] is not Tier.NORMAL:
            facts["agreed_at"] = None
        return facts


class JoinSchema(AddReporterSchema):
    """The caller as the hotline's form knows the person, who tells the same as an open ticket."""

    name = Line(80, load_default="", data_key="reporter_name")
    phone = Line(40, load_default="", data_key="reporter_phone")
    words = Words(5000, load_default="", data_key="description")
