"""Reads of the table of service-time commitments (C2.5, C2.6)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.ticketing.models import Commitment


def commitments(session: Session) -> Sequence[Commitment]:
    """The rows in force, with their escalation steps."""
    current = select(Commitment).where(Commitment.replaced_at.is_(None)).order_by(Commitment.kind, Commitment.id)
    return session.scalars(current.options(selectinload(Commitment.escalation))).all()
