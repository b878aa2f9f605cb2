"""Counting how often a notice is opened, without knowing by whom."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.config import settings_of
from services.notify.handlers.counting import count_up
from services.notify.models import Notice, NoticeReads
from shared import clock
from shared.errors import NotFound


def count_read(session: Session, *, notice_id: UUID) -> None:
    """Raises ``NotFound`` for what is not public."""
    notice = session.get(Notice, notice_id)
    if notice is None or not notice.is_public:
        raise NotFound
    key = {"notice_id": notice_id, "day": clock.today(settings_of(session).site_zone)}
    count_up(session, NoticeReads, key, NoticeReads.count)
