"""Reads of the weekly needs (A2.3)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import NeedsDigest, Ticket
from services.ticketing.queries.tickets import row_parts
from shared.errors import existing
from shared.paging import Page, page

WEEKS = 26


def digest_weeks(session: Session, estate_id: UUID) -> Sequence[datetime]:
    """When the last weeks ended that have a digest, the newest first."""
    found = select(NeedsDigest.ends_at).where(NeedsDigest.estate_id == estate_id).distinct()
    return session.scalars(found.order_by(NeedsDigest.ends_at.desc()).limit(WEEKS)).all()


def digests(session: Session, estate_id: UUID, ends_at: datetime) -> Sequence[NeedsDigest]:
    """One for each team that was asked for something in that week."""
    found = select(NeedsDigest).where(NeedsDigest.estate_id == estate_id, NeedsDigest.ends_at == ends_at)
    return session.scalars(found.order_by(NeedsDigest.team)).all()


def digests_of(session: Session, estate_id: UUID) -> Sequence[NeedsDigest]:
    """Those of all weeks, the newest week first."""
    found = select(NeedsDigest).where(NeedsDigest.estate_id == estate_id)
    return session.scalars(found.order_by(NeedsDigest.ends_at.desc(), NeedsDigest.team)).all()


def digest(session: Session, digest_id: UUID) -> NeedsDigest:
    """Raises ``NotFound``."""
    return existing(session.get(NeedsDigest, digest_id))


def digest_tickets(
    session: Session, of_digest: NeedsDigest, *, after: str | None = None, limit: int = 50
) -> Page[Ticket]:
    """The requests of the team and the week, the newest first; those that another team has now are with that one."""
    found = select(Ticket).where(
        Ticket.estate_id == of_digest.estate_id,
        Ticket.team.is_not_distinct_from(of_digest.team),
        Ticket.opened_at >= of_digest.starts_at,
        Ticket.opened_at < of_digest.ends_at,
    )
    return page(session, found.options(*row_parts()), [Ticket.id.desc()], after=after, limit=limit)
