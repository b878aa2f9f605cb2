"""Telling the project lead that the questionnaire of a half year is not planned (A2.1)."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.handlers.tell import tell_those_named
from services.notify.handlers.wording import half_year_unplanned
from services.notify.models import Message


def tell_half_year(session: Session, event: contracts.HalfYearUnplanned, *, event_id: UUID) -> list[Message]:
    """Raises ``NotKnownYet``."""
    link = f"/survey/campaigns/new?estate={event.estate_id}"
    say = partial(half_year_unplanned, event)
    return tell_those_named(session, event, say, event_id=event_id, subject=event.alarm_id, link=link)
