"""The channels that estates have of their own."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.models import EstateChannel
from shared.errors import existing


def estate_channels(session: Session, estate_id: UUID | None = None) -> Sequence[EstateChannel]:
    found = select(EstateChannel).order_by(EstateChannel.estate_id, EstateChannel.channel)
    return session.scalars(found if estate_id is None else found.where(EstateChannel.estate_id == estate_id)).all()


def estate_channel(session: Session, channel_id: UUID) -> EstateChannel:
    """Raises ``NotFound``."""
    return existing(session.get(EstateChannel, channel_id))
