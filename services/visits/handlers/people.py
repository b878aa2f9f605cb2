"""Choosing who of the staff goes on visits."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.models import Staff, goes_to
from shared.errors import N_, Invalid


def visitor(session: Session, staff_id: UUID, estate_id: UUID) -> Staff:
    """A member of staff who works here and visits households of the estate. Raises ``Invalid``."""
    member = session.get(Staff, staff_id)
    if member is None or not goes_to(member, estate_id):
        raise Invalid({"staff_id": [N_("Choose somebody who works in this estate and goes on visits.")]})
    return member


def lead_of(session: Session, estate_id: UUID) -> UUID | None:
    """The project lead of the estate; of several the one who has been there longest."""
    members = session.scalars(select(Staff).where(Staff.active).order_by(Staff.id))
    return next((row.id for row in members if "project_lead" in row.roles and goes_to(row, estate_id)), None)
