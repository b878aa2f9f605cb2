"""The form of a call; what the chosen kind hides is not meant."""

from typing import Any

from marshmallow import post_load

from services.ticketing.models import TicketKind, Tier
from services.ticketing.schemas.tickets import OpenTicketSchema
from shared.fields import SiteTime


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
