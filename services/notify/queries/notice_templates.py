"""Reads of the templates of notices."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.models import NoticeKind, NoticeTemplate
from shared.errors import existing

ORDER = list(NoticeKind)


def notice_templates(session: Session) -> Sequence[NoticeTemplate]:
    """Those in use, by kind and name."""
    found = session.scalars(select(NoticeTemplate).where(NoticeTemplate.retired_at.is_(None)))
    return sorted(found, key=lambda row: (ORDER.index(row.kind), row.name))


def notice_template(session: Session, template_id: UUID) -> NoticeTemplate:
    """Raises ``NotFound``."""
    return existing(session.get(NoticeTemplate, template_id))
