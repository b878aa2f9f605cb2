"""Telling the project lead that the questionnaire of a half year is not planned (A2.1)."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import config, contracts
from services.notify.handlers.staff_items import put_into_inbox
from services.notify.handlers.tell import known
from services.notify.handlers.wording import Voice, half_year_unplanned
from services.notify.models import Estate, Message, Staff


def tell_half_year(session: Session, event: contracts.HalfYearUnplanned, *, event_id: UUID) -> list[Message]:
    """Puts an item into the inbox of each who is to know and still works here. Raises ``NotKnownYet``."""
    estate, zone = known(session, Estate, event.estate_id), config.settings_of(session).site_zone
    readers = [known(session, Staff, staff_id) for staff_id in dict.fromkeys(event.staff_ids)]
    return [
        put_into_inbox(
            session,
            reader,
            half_year_unplanned(event, Voice(reader.language, zone, event.at, estate.name)),
            event_id=event_id,
            event=event.key,
            estate_id=event.estate_id,
            subject=event.alarm_id,
            reference="",
            place="",
            link=f"/survey/campaigns/new?estate={event.estate_id}",
        )
        for reader in readers
        if reader.active
    ]
