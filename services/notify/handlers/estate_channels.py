"""Each estate may send over accounts of its own: its mail server, its text messages, its groups."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.config import settings_of
from services.notify.handlers.routes import Ways
from services.notify.handlers.sending_rules import sending_rules
from services.notify.models import SCHEMES, Estate, EstateChannel
from shared import audit
from shared.db import actor_of
from shared.errors import N_, Invalid, existing

Urls = Mapping[tuple[UUID, str], str]  # by estate and channel


def set_channel(session: Session, *, estate_id: UUID, channel: str, url: str) -> EstateChannel:
    """What the estate sends over ``channel`` from now on goes to ``url``. Raises ``Invalid``."""
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    if url.partition("://")[0].lower() not in SCHEMES.get(channel, ()):
        raise Invalid({"url": [N_("This is no address for this channel.")]})
    mine = select(EstateChannel).where(EstateChannel.estate_id == estate_id, EstateChannel.channel == channel)
    row = session.scalars(mine).first() or EstateChannel(estate_id=estate_id, channel=channel)
    row.url = url
    session.add(row)
    audit.bare_record(session, "estate_channel.set", row, channel)
    return row


def remove_channel(session: Session, *, channel_id: UUID) -> None:
    """The estate uses the installation's again, where there is one. Raises ``NotFound``."""
    row = existing(session.get(EstateChannel, channel_id))
    audit.bare_record(session, "estate_channel.remove", row, row.channel)
    session.delete(row)


def ways_of(session: Session, estate_id: UUID, topic: str | None) -> Ways:
    """For messages of the estate about this topic."""
    return Ways(settings_of(session), channel_urls(session, estate_id), sending_rules(session, estate_id), topic)


def own_urls(session: Session, estate_ids: Collection[UUID]) -> Urls:
    """The URLs of these estates' own channels."""
    found = select(EstateChannel).where(EstateChannel.estate_id.in_(estate_ids))
    return {(row.estate_id, row.channel): row.url for row in session.scalars(found)}


def channel_urls(session: Session, estate_id: UUID) -> dict[str, str]:
    """The URL of each channel that the estate has."""
    own = select(EstateChannel.channel, EstateChannel.url).where(EstateChannel.estate_id == estate_id)
    found = {row.channel: row.url for row in session.execute(own)}
    return {**settings_of(session).channel_urls, **found}
