"""The pictures of a visit's record."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.config import settings_of
from services.visits.models import VisitPicture
from shared.attachments import AttachmentStore
from shared.errors import existing


def visit_pictures(session: Session, visit_id: UUID) -> Sequence[VisitPicture]:
    """In the order in which they came."""
    found = select(VisitPicture).where(VisitPicture.visit_id == visit_id)
    return session.scalars(found.order_by(VisitPicture.added_at, VisitPicture.id)).all()


def visit_picture(session: Session, picture_id: UUID, *, small: bool = False) -> bytes:
    """Raises ``NotFound``."""
    picture = existing(session.get(VisitPicture, picture_id))
    store = AttachmentStore(settings_of(session).attachments)
    with store.thumbnail(picture.key) if small else store.open(picture.key) as file:
        return file.read()
