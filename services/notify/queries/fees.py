"""Reads of fee standards and of reminders to pay (C3, C3.1)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.notify.config import settings_of
from services.notify.models import FeeReminder, FeeStandard
from shared.attachments import AttachmentStore
from shared.errors import NotFound, existing
from shared.paging import Page, page


def fee_standards(session: Session, estate_id: UUID, day: date, *, coming: bool = False) -> Sequence[FeeStandard]:
    """What counts on ``day``, by name; ``coming`` adds what begins later."""
    lasts = or_(FeeStandard.valid_until.is_(None), FeeStandard.valid_until > day)
    found = select(FeeStandard).where(FeeStandard.estate_id == estate_id, lasts)
    found = found if coming else found.where(FeeStandard.valid_from <= day)
    return session.scalars(found.order_by(FeeStandard.name, FeeStandard.valid_from)).all()


def fee_standard(session: Session, standard_id: UUID) -> FeeStandard:
    """Raises ``NotFound``."""
    return existing(session.get(FeeStandard, standard_id))


def fee_standard_history(session: Session, standard_id: UUID) -> Sequence[FeeStandard]:
    """All that this fee ever was, the latest first."""
    found = select(FeeStandard).where(FeeStandard.standard_id == standard_id)
    return session.scalars(found.order_by(FeeStandard.valid_from.desc(), FeeStandard.id.desc())).all()


def fee_document(session: Session, row: FeeStandard) -> bytes:
    """Raises ``NotFound``."""
    if row.document is None:
        raise NotFound
    with AttachmentStore(settings_of(session).attachments).open(row.document) as file:
        return file.read()


def fee_reminders(session: Session, *, after: str | None = None, limit: int = 30) -> Page[FeeReminder]:
    """The latest first."""
    return page(session, select(FeeReminder), [FeeReminder.id.desc()], after=after, limit=limit)
