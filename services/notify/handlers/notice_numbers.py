"""Numbers of notices, ``LX-2026-012``, counted per estate and year."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.config import settings_of
from services.notify.handlers.counting import count_up
from services.notify.models import Estate, NoticeCounter
from shared import clock


def next_number(session: Session, estate_id: UUID) -> str:
    year = clock.today(settings_of(session).site_zone).year
    code = session.get_one(Estate, estate_id).code
    key: dict[str, Any] = {"estate_id": estate_id, "year": year}
    return f"{code}-{year}-{count_up(session, NoticeCounter, key, NoticeCounter.last):03d}"
