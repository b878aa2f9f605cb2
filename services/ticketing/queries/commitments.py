"""Reads of the table of service-time commitments (C2.5, C2.6)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.ticketing.models import Commitment
from shared.errors import existing


def commitments(session: Session) -> Sequence[Commitment]:
    """The rows in force, with their escalation steps."""
    current = select(Commitment).where(Commitment.replaced_at.is_(None)).order_by(Commitment.kind, Commitment.id)
    return session.scalars(current.options(selectinload(Commitment.escalation))).all()


def commitment(session: Session, commitment_id: UUID) -> Commitment:
    """A row with its escalation steps, whether it still counts or not. Raises ``NotFound``."""
    return existing(session.get(Commitment, commitment_id, options=[selectinload(Commitment.escalation)]))
