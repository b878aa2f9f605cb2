"""Putting written answers together by words."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.survey.models import Campaign, Sheet, TextTag
from services.survey.models.counting import WRITTEN
from shared import audit
from shared.errors import NotFound, existing


def tag_text(session: Session, *, sheet_id: UUID, key: str, tags: Sequence[str]) -> list[str]:
    """These words, and no others, for what the sheet answers to the question. Raises ``NotFound``."""
    sheet = existing(session.get(Sheet, sheet_id))
    question = session.get_one(Campaign, sheet.campaign_id).edition.document.question(key)
    if question is None or question.kind not in WRITTEN or key not in sheet.values:
        raise NotFound
    chosen = list(dict.fromkeys(tags))
    audit.bare_record(session, "text.tag", sheet, ", ".join(chosen))
    session.execute(delete(TextTag).where(TextTag.sheet_id == sheet.id, TextTag.key == key))
    told = {"estate_id": sheet.estate_id, "campaign_id": sheet.campaign_id, "sheet_id": sheet.id, "key": key}
    session.add_all([TextTag(tag=tag, **told) for tag in chosen])
    return chosen
