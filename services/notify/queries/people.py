"""Reads of the staff copies."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.models import Staff


def staff_member(session: Session, staff_id: UUID) -> Staff | None:
    return session.get(Staff, staff_id)
