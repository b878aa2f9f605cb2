"""Reads of the register of signs (A1.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from services.notify.config import settings_of
from services.notify.models import Sign, SignCondition, SignDefect, SignKind
from shared import clock
from shared.attachments import AttachmentStore
from shared.errors import NotFound, existing
from shared.paging import Page, page

MOST_LABELS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFilter:
    """What the list shows; ``text`` is part of its words or its place, or begins its number."""

    estate_id: UUID | None = None
    kind: SignKind | None = None
    condition: SignCondition | None = None
    text: str = ""


def signs(session: Session, chosen: SignFilter, *, after: str | None = None, limit: int = 50) -> Page[Sign]:
    """What is due first comes first."""
    found = select(Sign).where(*_conditions(session, chosen)).options(selectinload(Sign.defects))
    return page(session, found, [Sign.next_due_on, Sign.id], after=after, limit=limit)


def sign(session: Session, sign_id: UUID) -> Sign:
    """With its inspections and defects. Raises ``NotFound``."""
    parts = [selectinload(Sign.defects), selectinload(Sign.inspections)]
    return existing(session.get(Sign, sign_id, options=parts, populate_existing=True))


def labels(session: Session, estate_id: UUID) -> Sequence[Sign]:
    """The signs of an estate that hang, by number."""
    found = select(Sign).where(Sign.estate_id == estate_id, Sign.removed_at.is_(None))
    return session.scalars(found.order_by(Sign.number).limit(MOST_LABELS)).all()


def overdue_signs(session: Session) -> int:
    """How many nobody has looked at in time."""
    return session.scalar(select(func.count()).select_from(Sign).where(*_overdue(session))) or 0


def sign_photo(session: Session, sign_id: UUID, inspection_id: UUID | None = None, *, small: bool = False) -> bytes:
    """The photo of the sign, or of one of its inspections. Raises ``NotFound``."""
    found = sign(session, sign_id)
    if inspection_id is None:
        key = found.photo
    else:
        key = next((row.photo for row in found.inspections if row.id == inspection_id), None)
    if key is None:
        raise NotFound
    store = AttachmentStore(settings_of(session).attachments)
    with store.thumbnail(key) if small else store.open(key) as file:
        return file.read()


def _conditions(session: Session, chosen: SignFilter) -> list[ColumnElement[bool]]:
    equal = {Sign.estate_id: chosen.estate_id, Sign.kind: chosen.kind}
    conditions = [column == value for column, value in equal.items() if value is not None]
    if chosen.condition is SignCondition.OVERDUE:
        conditions += _overdue(session)
    elif chosen.condition is SignCondition.DEFECTIVE:
        conditions += [Sign.removed_at.is_(None), Sign.defects.any(SignDefect.settled_at.is_(None))]
    else:
        removed = chosen.condition is SignCondition.REMOVED
        conditions.append(Sign.removed_at.is_not(None) if removed else Sign.removed_at.is_(None))
    if text := chosen.text.strip():
        told = (Sign.words.contains(text, autoescape=True), Sign.spot.contains(text, autoescape=True))
        conditions.append(or_(*told, Sign.number.istartswith(text, autoescape=True)))
    return conditions


def _overdue(session: Session) -> list[ColumnElement[bool]]:
    today = clock.today(settings_of(session).site_zone)
    return [Sign.removed_at.is_(None), Sign.next_due_on < today]
