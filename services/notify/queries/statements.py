"""Reads of statements of income and expenditure, and of their categories (A2.6, C3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify.models import SHOWN, FeeCategory, Notice, Statement, StatementState
from shared.errors import NotFound, existing
from shared.paging import Page, page

PUBLIC_STATES = (StatementState.PUBLISHED, StatementState.REPLACED)
MOST_LISTED = 40  # ten years of quarters


@dataclass(frozen=True, slots=True)
class PublicStatement:
    """A statement as everybody may read it, with the notice by which it was published."""

    statement: Statement
    notice: Notice


def fee_categories(session: Session, estate_id: UUID) -> Sequence[FeeCategory]:
    """Those in use, in their order."""
    used = select(FeeCategory).where(FeeCategory.estate_id == estate_id, FeeCategory.retired_at.is_(None))
    return session.scalars(used.order_by(FeeCategory.flow.desc(), FeeCategory.position)).all()


def statements(
    session: Session,
    *,
    estate_id: UUID | None = None,
    state: StatementState | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Statement]:
    """The latest period first."""
    wanted = {Statement.estate_id: estate_id, Statement.state: state}
    found = select(Statement).where(*(column == value for column, value in wanted.items() if value is not None))
    return page(session, found, [Statement.ends_on.desc(), Statement.id.desc()], after=after, limit=limit)


def statement(session: Session, statement_id: UUID) -> Statement:
    """Raises ``NotFound``."""
    return existing(session.get(Statement, statement_id))


def statement_before(session: Session, of: Statement, *, public: bool) -> Statement | None:
    """The latest of an earlier period that was signed, or published where ``public``."""
    states = [StatementState.PUBLISHED] if public else [StatementState.SIGNED, StatementState.PUBLISHED]
    earlier = select(Statement).where(Statement.estate_id == of.estate_id, Statement.state.in_(states))
    return session.scalars(
        earlier.where(Statement.ends_on < of.begins_on).order_by(Statement.ends_on.desc()).limit(1)
    ).first()


def correction(session: Session, statement_id: UUID) -> Statement | None:
    """What corrects this one, be it a draft."""
    others = select(Statement).where(Statement.replaces_id == statement_id)
    return session.scalars(others.where(Statement.state != StatementState.DISCARDED)).first()


def public_statements(session: Session, estate_id: UUID) -> Sequence[PublicStatement]:
    """What was published, the latest period first; a corrected one is not listed any more."""
    found = select(Statement, Notice).join(Notice, Statement.notice_id == Notice.id)
    found = found.where(Statement.estate_id == estate_id, Statement.state == StatementState.PUBLISHED)
    shown = found.where(Notice.state.in_(SHOWN)).order_by(Statement.ends_on.desc()).limit(MOST_LISTED)
    return [PublicStatement(row, notice) for row, notice in session.execute(shown)]


def public_statement(session: Session, estate_id: UUID, statement_id: UUID) -> PublicStatement:
    """Raises ``NotFound`` for what was never on this board."""
    row = statement(session, statement_id)
    notice = session.get(Notice, row.notice_id) if row.notice_id else None
    if row.estate_id != estate_id or row.state not in PUBLIC_STATES or notice is None or not notice.is_public:
        raise NotFound
    return PublicStatement(row, notice)


def statement_of_notice(session: Session, notice_id: UUID) -> Statement | None:
    """What the notice shows."""
    return session.scalars(select(Statement).where(Statement.notice_id == notice_id)).first()
