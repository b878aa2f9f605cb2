"""Reads of the residents' board: only what everybody may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from services.notify.models import SHOWN, Estate, Notice, NoticeState
from shared.errors import NotFound, existing
from shared.paging import Page, page

MOST_ON_BOARD = 100
MOST_FOUND = 50


class BoardStamp(NamedTuple):
    """Changes with every notice that comes to the board or leaves it."""

    notices: int
    latest: datetime | None
    ended: datetime | None
    all_clear: datetime | None


def estate_of_code(session: Session, code: str) -> Estate:
    """Raises ``NotFound``."""
    return existing(session.scalars(select(Estate).where(Estate.code == code)).first())


def board_stamp(session: Session, estate_id: UUID) -> BoardStamp:
    columns = func.count(), func.max(Notice.published_at), func.max(Notice.ended_at), func.max(Notice.all_clear_at)
    return BoardStamp(*session.execute(select(*columns).where(*_public(estate_id))).one())


def board(session: Session, estate_id: UUID) -> Sequence[Notice]:
    """What is on the board now, newest first."""
    found = select(Notice).where(Notice.estate_id == estate_id, Notice.state == NoticeState.PUBLISHED)
    return session.scalars(found.order_by(Notice.published_at.desc(), Notice.id.desc()).limit(MOST_ON_BOARD)).all()


def archive(session: Session, estate_id: UUID, *, after: str | None, limit: int = 30) -> Page[Notice]:
    """What was on the board once, newest first."""
    found = select(Notice).where(*_public(estate_id), Notice.state != NoticeState.PUBLISHED)
    return page(session, found, [Notice.published_at.desc(), Notice.id.desc()], after=after, limit=limit)


def find_on_board(session: Session, estate_id: UUID, text: str) -> Sequence[Notice]:
    """What was ever on the board and holds every word of ``text``, newest first."""
    found = select(Notice).where(*_public(estate_id), *map(_holds, text.split()))
    return session.scalars(found.order_by(Notice.published_at.desc()).limit(MOST_FOUND)).all()


def public_notice(session: Session, estate_id: UUID, notice_id: UUID) -> Notice:
    """With its files and what it replaces. Raises ``NotFound`` for what was never on this board."""
    parts = [selectinload(Notice.files), selectinload(Notice.replaces)]
    found = existing(session.get(Notice, notice_id, options=parts))
    if found.estate_id != estate_id or not found.is_public:
        raise NotFound
    return found


def public_successor(session: Session, notice_id: UUID) -> Notice | None:
    """The version that has replaced this one on the board."""
    found = select(Notice).where(Notice.replaces_id == notice_id, Notice.published_at.is_not(None))
    return session.scalars(found).first()


def _public(estate_id: UUID) -> list[ColumnElement[bool]]:
    return [Notice.estate_id == estate_id, Notice.state.in_(SHOWN), Notice.published_at.is_not(None)]


def _holds(word: str) -> ColumnElement[bool]:
    texts = (Notice.title, Notice.body, Notice.title_en, Notice.body_en, Notice.number)
    return or_(*(column.icontains(word, autoescape=True) for column in texts))
