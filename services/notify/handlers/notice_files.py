"""Pictures and documents of a notice, checked and kept before the row that names them."""

from io import BytesIO
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.config import settings_of
from services.notify.handlers.notices import notice_of
from services.notify.models import MOST_FILES, NoticeFile, NoticeStep
from shared import audit
from shared.attachments import AttachmentStore
from shared.errors import N_, Invalid, existing

FIELD = "attachments"


def attach_to_notice(session: Session, *, notice_id: UUID, name: str, data: bytes) -> NoticeFile:
    """Adds a picture, a PDF document or an Excel workbook. Raises ``NotFound``, ``IllegalNoticeStep``, ``Invalid``."""
    notice = notice_of(session, notice_id)
    notice.take(NoticeStep.EDIT)
    if len(notice.files) >= MOST_FILES:
        raise Invalid({FIELD: [N_("At most 9 files are possible.")]})
    kept = AttachmentStore(settings_of(session).attachments).save_any(BytesIO(data), FIELD)
    facts = {"key": kept.key, "content_type": kept.content_type, "size": kept.size}
    file = NoticeFile(estate_id=notice.estate_id, name=name.strip()[-120:] or kept.key, **facts)
    notice.files.append(file)
    audit.record(session, "notice.attach", file)
    return file


def detach_from_notice(session: Session, *, notice_id: UUID, file_id: UUID) -> NoticeFile:
    """Raises ``NotFound``, ``IllegalNoticeStep``."""
    notice = notice_of(session, notice_id)
    notice.take(NoticeStep.EDIT)
    file = existing(next((row for row in notice.files if row.id == file_id), None))
    audit.record(session, "notice.detach", file, file.name)
    session.delete(file)
    return file
