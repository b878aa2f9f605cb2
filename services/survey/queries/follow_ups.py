"""Answers that were passed on, and what became of them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey.models import FollowUp
from shared import paging
from shared.paging import Page


def follow_ups(
    session: Session, campaign_id: UUID, *, after: str | None = None, limit: int = paging.MOST
) -> Page[FollowUp]:
    """The newest first. Raises ``Invalid``."""
    found = select(FollowUp).where(FollowUp.campaign_id == campaign_id)
    return paging.page(session, found, [FollowUp.id.desc()], after=after, limit=limit)


def followed_up(session: Session, sheet_ids: Sequence[UUID]) -> Mapping[UUID, FollowUp]:
    """Those of these sheets that were passed on."""
    found = select(FollowUp).where(FollowUp.sheet_id.in_(sheet_ids))
    return {row.sheet_id: row for row in session.scalars(found)}
