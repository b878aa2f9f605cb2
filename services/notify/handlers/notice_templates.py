"""Keeping templates of notices, and drafting from them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.handlers.notices import NoticeContent, draft_notice
from services.notify.models import Notice, NoticeKind, NoticeTemplate, check_fields
from shared import audit, clock
from shared.errors import N_, DomainError, existing


class TemplateRetired(DomainError):
    message = N_("This template is no longer used.")


def add_template(
    session: Session, *, kind: NoticeKind, name: str, title: str, body: str, title_en: str = "", body_en: str = ""
) -> NoticeTemplate:
    """Raises ``Invalid`` when its fields do not fit together."""
    texts = {"title": title, "body": body, "title_en": title_en, "body_en": body_en}
    check_fields(texts)
    row = NoticeTemplate(kind=kind, name=name, **texts)
    session.add(row)
    audit.record(session, "notice_template.add", row)
    return row


def change_template(
    session: Session,
    *,
    template_id: UUID,
    kind: NoticeKind,
    name: str,
    title: str,
    body: str,
    title_en: str = "",
    body_en: str = "",
) -> NoticeTemplate:
    """Drafts that were made from it stay as they are. Raises ``NotFound``, ``TemplateRetired``, ``Invalid``."""
    row = _in_use(session, template_id)
    texts = {"title": title, "body": body, "title_en": title_en, "body_en": body_en}
    check_fields(texts)
    row.kind, row.name = kind, name
    row.title, row.body, row.title_en, row.body_en = title, body, title_en, body_en
    audit.record(session, "notice_template.change", row)
    return row


def retire_template(session: Session, *, template_id: UUID) -> NoticeTemplate:
    """Raises ``NotFound``, ``TemplateRetired``."""
    row = _in_use(session, template_id)
    row.retired_at = clock.now()
    audit.record(session, "notice_template.retire", row)
    return row


def draft_from_template(
    session: Session,
    *,
    template_id: UUID,
    estate_id: UUID,
    values: Mapping[str, str],
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Notice:
    """A draft whose fields are filled in with ``values``. Raises ``NotFound``, ``TemplateRetired``, ``Invalid``."""
    row = _in_use(session, template_id)
    texts: dict[str, Any] = row.filled(values)
    content = NoticeContent(kind=row.kind, starts_at=starts_at, ends_at=ends_at, **texts)
    return draft_notice(session, estate_id=estate_id, content=content)


def _in_use(session: Session, template_id: UUID) -> NoticeTemplate:
    row = existing(session.get(NoticeTemplate, template_id))
    if row.retired_at is not None:
        raise TemplateRetired
    return row
