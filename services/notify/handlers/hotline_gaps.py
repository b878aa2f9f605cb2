"""Telling the project lead that nobody would answer the hotline, and that it is settled (C2.4)."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify import config, contracts
from services.notify.handlers.tell import tell_those_named
from services.notify.handlers.wording import hotline_gap
from services.notify.models import Message


def tell_hotline_gap(session: Session, event: contracts.HotlineGap, *, event_id: UUID) -> list[Message]:
    """Raises ``NotKnownYet``."""
    week = event.starts_at.astimezone(config.settings_of(session).site_zone).date()
    link = f"/ticketing/roster?estate={event.estate_id}&week={week}"
    return tell_those_named(
        session, event, partial(hotline_gap, event), event_id=event_id, subject=event.gap_id, link=link
    )
