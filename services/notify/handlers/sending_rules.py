"""Quiet hours and how much one household gets: told by the project lead, obeyed by every message that is not urgent."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.notify.models import HOUR, Estate, Message, RecipientKind, SendingRules
from shared import audit
from shared.db import actor_of
from shared.errors import N_, Invalid
from shared.ids import earliest_id


def set_sending_rules(
    session: Session,
    *,
    estate_id: UUID,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    most_per_hour: int | None = None,
) -> SendingRules:
    """What is ready from now on obeys them. Raises ``Invalid``."""
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    if (quiet_from is None) is not (quiet_until is None):
        missing = "quiet_until" if quiet_until is None else "quiet_from"
        raise Invalid({missing: [N_("Quiet hours have a beginning and an end.")]})
    if quiet_from is not None and quiet_from == quiet_until:
        raise Invalid({"quiet_until": [N_("Quiet hours end at another time than they begin.")]})
    row = sending_rules(session, estate_id)
    session.add(row)
    row.quiet_from, row.quiet_until, row.most_per_hour = quiet_from, quiet_until, most_per_hour
    audit.record(session, "sending_rules.set", row)
    return row


def sending_rules(session: Session, estate_id: UUID) -> SendingRules:
    """Those of the estate; before anybody has told them, none hold."""
    found = session.scalars(select(SendingRules).where(SendingRules.estate_id == estate_id)).first()
    return found or SendingRules(estate_id=estate_id, quiet_from=None, quiet_until=None, most_per_hour=None)


def recently_told(session: Session, recipients: Collection[UUID], now: datetime, *, but: UUID | None) -> Counter[UUID]:
    """How many messages each got in the last hour, leaving out the message ``but``."""
    counted = select(Message.recipient_id, func.count()).where(
        Message.recipient_id.in_(recipients),
        Message.recipient_kind == RecipientKind.CUSTOMER,
        Message.id >= earliest_id(now - HOUR),
    )
    if but is not None:
        counted = counted.where(Message.id != but)
    return Counter({key: number for key, number in session.execute(counted.group_by(Message.recipient_id))})  # noqa: C416 - a row is no pair to mypy
