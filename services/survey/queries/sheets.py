"""The single answers of a campaign: what was written, and all of them for a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.survey.models import Campaign, Invitation, Question, Sheet, TextTag
from services.survey.models.counting import WRITTEN, hidden
from shared import paging
from shared.errors import NotFound, existing
from shared.paging import Page


@dataclass(frozen=True, slots=True)
class Text:
    """What one sheet says to a question, with the words that staff put to it."""

    sheet: Sheet
    text: str
    tags: Sequence[str]


def written_question(session: Session, campaign_id: UUID, key: str) -> Question:
    """Raises ``NotFound`` for one that is not answered in writing."""
    question = existing(session.get(Campaign, campaign_id)).edition.document.question(key)
    if question is None or question.kind not in WRITTEN:
        raise NotFound
    return question


def texts(
    session: Session,
    campaign_id: UUID,
    key: str,
    *,
    tag: str = "",
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Text]:
    """In no order that tells anything; two queries. Raises ``NotFound``, ``Invalid``."""
    written_question(session, campaign_id, key)
    found = select(Sheet).where(Sheet.campaign_id == campaign_id, Sheet.values[key].as_string().is_not(None))
    if tag:
        tagged = select(TextTag.sheet_id).where(
            TextTag.campaign_id == campaign_id, TextTag.key == key, TextTag.tag == tag
        )
        found = found.where(Sheet.id.in_(tagged))
    page = paging.page(session, found, [Sheet.id], after=after, limit=limit)
    tags = _tags(session, key, [row.id for row in page.items])
    return Page([Text(row, row.values[key], tags.get(row.id, [])) for row in page.items], page.next)


def tags(session: Session, campaign_id: UUID, key: str) -> list[tuple[str, int]]:
    """The words put to answers to the question, with how many have each; the most frequent first."""
    of_question = TextTag.campaign_id == campaign_id, TextTag.key == key
    found = select(TextTag.tag, func.count()).where(*of_question).group_by(TextTag.tag)
    return list(session.execute(found.order_by(func.count().desc(), TextTag.tag)))


def tags_in_use(session: Session) -> list[str]:
    """All that were ever put to an answer the reader may see."""
    return list(session.scalars(select(TextTag.tag).distinct().order_by(TextTag.tag)))


def sheets(session: Session, campaign_id: UUID, *, after: str | None = None, limit: int = paging.MOST) -> Page[Any]:
    """Each with its invitation, None in an anonymous campaign."""
    found = select(Sheet).where(Sheet.campaign_id == campaign_id)
    page = paging.page(session, found, [Sheet.id], after=after, limit=limit)
    asked = select(Invitation).where(Invitation.id.in_([row.invitation_id for row in page.items if row.invitation_id]))
    invitations = {row.id: row for row in session.scalars(asked)}
    return Page(
        [(row, invitations.get(row.invitation_id) if row.invitation_id else None) for row in page.items], page.next
    )


def places(session: Session, campaign_id: UUID) -> Mapping[tuple[UUID | None, str], str]:
    """Names of the buildings, by building and kind of household, whose sheets are many enough to be told apart."""
    group = (Sheet.building_id, Sheet.kind)
    sizes = session.execute(select(*group, func.count()).where(Sheet.campaign_id == campaign_id).group_by(*group)).all()
    secret = hidden([size for _building, _kind, size in sizes])
    asked = select(Invitation.building_id, Invitation.building).where(Invitation.campaign_id == campaign_id).distinct()
    names = {key: name for key, name in session.execute(asked)}  # noqa: C416 - a row is no pair to mypy
    return {
        (building, kind): names.get(building, "")
        for place, (building, kind, _size) in enumerate(sizes)
        if place not in secret
    }


def _tags(session: Session, key: str, sheet_ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    found = select(TextTag).where(TextTag.key == key, TextTag.sheet_id.in_(sheet_ids)).order_by(TextTag.tag)
    tags: dict[UUID, list[str]] = {}
    for row in session.scalars(found):
        tags.setdefault(row.sheet_id, []).append(row.tag)
    return tags
