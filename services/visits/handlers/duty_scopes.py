"""Estates come and go, and are in the pre-sales stage as long as a venue manager runs them (B4)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.duty_planning import begin_scope, end_scope
from services.visits.models import DutyScope, Staff, Stage

VENUE_MANAGER = "venue_manager"


def follow_estate(session: Session, event: contracts.EstateChanged, at: datetime) -> None:
    if event.deleted:
        for stage in Stage:
            end_scope(session, event.id, stage, at)
    else:
        begin_scope(session, event.id, Stage.ESTATE, at)


def follow_staff(session: Session, at: datetime) -> list[UUID]:
    """Begins and ends the pre-sales stage of estates, by who runs them now; returns those where it changed."""
    session.flush()
    run = _run_by_venue_managers(session)
    lasting = DutyScope.stage == Stage.PRESALES, DutyScope.until.is_(None)
    known = set(session.scalars(select(DutyScope.estate_id).where(*lasting)))
    for estate_id in sorted(run - known):
        begin_scope(session, estate_id, Stage.PRESALES, at)
    for estate_id in sorted(known - run):
        end_scope(session, estate_id, Stage.PRESALES, at)
    return sorted(run ^ known)


def _run_by_venue_managers(session: Session) -> set[UUID]:
    staff = session.execute(select(Staff.roles, Staff.estates).where(Staff.active)).all()
    return {UUID(estate) for roles, estates in staff if VENUE_MANAGER in roles for estate in estates or ()}
