"""Files that are no longer wanted: their rows go now, the files themselves once that is committed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from services.ticketing.config import settings_of
from services.ticketing.models import Attachment, Customer, ImportJob, Ticket
from services.ticketing.models.imports import UNFINISHED
from shared import clock, timers
from shared.attachments import AttachmentStore

DROP_FILE = "file.drop"


def drop_photos(session: Session, tickets: Sequence[Ticket]) -> int:
    """Deletes the photos of these tickets; returns how many."""
    of_tickets = Attachment.ticket_id.in_(row.id for row in tickets)
    found = session.execute(select(Attachment.id, Attachment.key).where(of_tickets)).all()
    session.execute(delete(Attachment).where(of_tickets))
    for photo_id, key in found:
        _schedule(session, photo_id, key)
    return len(found)


def drop_import_files(session: Session, household: Customer) -> None:
    """Files from which the household may have been imported; what was read of them stands in the database."""
    over = ImportJob.state.not_in(UNFINISHED)
    of_estate = or_(ImportJob.estate_id == household.estate_id, ImportJob.estate_id.is_(None))
    for job_id, key in session.execute(select(ImportJob.id, ImportJob.file_key).where(over, of_estate)):
        _schedule(session, job_id, key)


def drop_file(session: Session, *, key: str) -> None:
    """Deletes a file that no row needs any more; the same content may have come again."""
    photo = exists().where(Attachment.key == key)
    waiting = exists().where(ImportJob.file_key == key, ImportJob.state.in_(UNFINISHED))
    if not session.scalar(select(or_(photo, waiting))):
        AttachmentStore(settings_of(session).attachments).delete(key)


def _schedule(session: Session, subject: UUID, key: str) -> None:
    timers.schedule(session, DROP_FILE, subject, clock.now(), key=key)
