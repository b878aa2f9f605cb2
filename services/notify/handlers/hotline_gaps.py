"""Telling the project lead that nobody would answer the hotline, and that it is settled (C2.4)."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import config, contracts
from services.notify.handlers.staff_items import put_into_inbox
from services.notify.handlers.tell import known
from services.notify.handlers.wording import Voice, hotline_gap
from services.notify.models import Estate, Message, Staff


def tell_hotline_gap(session: Session, event: contracts.HotlineGap, *, event_id: UUID) -> list[Message]:
    """Puts an item into the inbox of each who is to know and still works here. Raises ``NotKnownYet``."""
    estate, zone = known(session, Estate, event.estate_id), config.settings_of(session).site_zone
    readers = [known(session, Staff, staff_id) for staff_id in dict.fromkeys(event.staff_ids)]
    week = event.starts_at.astimezone(zone).date()
    return [
        put_into_inbox(
            session,
            reader,
            hotline_gap(event, Voice(reader.language, zone, event.at, estate.name)),
            event_id=event_id,
            event=event.key,
            estate_id=event.estate_id,
            subject=event.gap_id,
            reference="",
            place="",
            link=f"/ticketing/roster?estate={event.estate_id}&week={week}",
        )
        for reader in readers
        if reader.active
    ]
