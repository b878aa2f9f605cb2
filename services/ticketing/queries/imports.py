"""Reads of imports: the own ones, or all for company roles, since their problems quote other estates' files."""

from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from services.ticketing.models import ImportJob
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page, page


def import_job(session: Session, job_id: UUID) -> ImportJob:
    """Raises ``NotFound``."""
    return existing(session.scalars(select(ImportJob).where(ImportJob.id == job_id, _visible(session))).first())


def import_jobs(session: Session, *, after: str | None = None, limit: int = 50) -> Page[ImportJob]:
    """Newest first."""
    found = select(ImportJob).where(_visible(session))
    return page(session, found, [ImportJob.id.desc()], after=after, limit=limit)


def _visible(session: Session) -> ColumnElement[bool]:
    actor = actor_of(session)
    return true() if actor.estates is None else ImportJob.started_by_id == actor.id
