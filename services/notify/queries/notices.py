"""Reads of notices for staff; each takes a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from services.notify.models import Estate, Notice, NoticeFile, NoticeKind, NoticeReads, NoticeState, Premises
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page, page


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFilter:
    """What the list shows; None or empty filters nothing. ``text`` is part of a title, or begins a number."""

    estate_id: UUID | None = None
    state: NoticeState | None = None
    kind: NoticeKind | None = None
    text: str = ""


def notices(session: Session, chosen: NoticeFilter, *, after: str | None = None, limit: int = 50) -> Page[Notice]:
    """Newest first."""
    return page(session, select(Notice).where(*_conditions(chosen)), [Notice.id.desc()], after=after, limit=limit)


def notice(session: Session, notice_id: UUID) -> Notice:
    """With its files and the version that it replaces. Raises ``NotFound``."""
    parts = [selectinload(Notice.files), selectinload(Notice.replaces)]
    return existing(session.get(Notice, notice_id, options=parts, populate_existing=True))


def successor(session: Session, notice_id: UUID) -> Notice | None:
    """The version that corrects this one, be it a draft."""
    found = select(Notice).where(Notice.replaces_id == notice_id, Notice.state != NoticeState.WITHDRAWN)
    return session.scalars(found).first()


def notice_file(session: Session, notice_id: UUID, file_id: UUID) -> NoticeFile:
    """Raises ``NotFound``."""
    found = select(NoticeFile).where(NoticeFile.id == file_id, NoticeFile.notice_id == notice_id)
    return existing(session.scalars(found).first())


def reads(session: Session, notice_id: UUID) -> int:
    """How often its page was opened."""
    return session.scalar(select(func.sum(NoticeReads.count)).where(NoticeReads.notice_id == notice_id)) or 0


def awaiting_approval(session: Session) -> int:
    """How many wait for the reader, who does not approve their own."""
    waiting = select(func.count()).where(Notice.state == NoticeState.SUBMITTED)
    others = or_(Notice.submitted_by_id != actor_of(session).id, Notice.submitted_by_id.is_(None))
    return session.scalar(waiting.where(others)) or 0


def estates(session: Session) -> Sequence[Estate]:
    """Those that the reader sees, by name."""
    found, seen = select(Estate).order_by(Estate.name), actor_of(session).estates
    return session.scalars(found if seen is None else found.where(Estate.id.in_(seen))).all()


def estate(session: Session, estate_id: UUID) -> Estate:
    """Raises ``NotFound`` for one that the reader does not see."""
    return existing(next((row for row in estates(session) if row.id == estate_id), None))


def buildings(session: Session, estate_id: UUID) -> Sequence[Premises]:
    found = select(Premises).where(Premises.estate_id == estate_id, Premises.kind == "building")
    return sorted(session.scalars(found), key=lambda row: (len(row.path), row.path))


def places_by_path(session: Session, estate_id: UUID, paths: Sequence[str]) -> dict[str, UUID]:
    """Of these labels, those that the estate has."""
    found = select(Premises).where(Premises.estate_id == estate_id, Premises.path.in_(paths))
    return {row.path: row.id for row in session.scalars(found)}


def _conditions(chosen: NoticeFilter) -> list[ColumnElement[bool]]:
    equal = {Notice.estate_id: chosen.estate_id, Notice.state: chosen.state, Notice.kind: chosen.kind}
    conditions = [column == value for column, value in equal.items() if value is not None]
    if text := chosen.text.strip():
        by_title = or_(Notice.title.contains(text, autoescape=True), Notice.title_en.icontains(text, autoescape=True))
        conditions.append(or_(by_title, Notice.number.istartswith(text, autoescape=True)))
    return conditions
