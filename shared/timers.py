"""Deadlines: what must happen when a time comes, kept in the database until it has happened."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Index, Text, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.db import Identified, MechanismBase, repeats
from shared.ids import new_id


class Deadline(Identified, MechanismBase):
    """``kind`` picks the service's timer function; ``subject`` names what it is about.

    ``fires_at`` is the next try: ``due_at`` until the function has failed.
    States: ``pending`` → ``fired`` | ``cancelled``, or ``dead`` once its function failed for good.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        Index("ix_deadline_state_fires_at", "state", "fires_at"),
        Index("ix_deadline_subject_kind", "subject", "kind"),
    )

    due_at: Mapped[datetime]
    fires_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[UUID]
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(Text, default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    fired_at: Mapped[datetime | None]


class Timer(NamedTuple):
    """One call of the service's timer ``kind`` at ``due_at``, about ``subject``; values of ``payload`` are JSON."""

    kind: str
    subject: UUID
    due_at: datetime
    payload: dict[str, Any]


def schedule(session: Session, kind: str, subject: UUID, due_at: datetime, **payload: Any) -> None:
    """Promises one call of the service's timer ``kind`` at ``due_at``; payload values are JSON."""
    schedule_many(session, [Timer(kind, subject, due_at, payload)])


def schedule_many(session: Session, timers: Iterable[Timer]) -> None:
    """Promises each of these calls, in one statement."""
    rows = [{**timer._asdict(), "id": new_id(), "fires_at": timer.due_at} for timer in timers]
    if rows and not repeats(session):
        session.connection().execute(insert(Deadline), rows)


def cancel(session: Session, subject: UUID, *kinds: str) -> None:
    """Withdraws the pending deadlines of ``subject``: those of ``kinds``, or all when none is named."""
    pending = select(Deadline.id).where(Deadline.subject == subject, Deadline.state == "pending")
    if kinds:
        pending = pending.where(Deadline.kind.in_(kinds))
    session.execute(update(Deadline).where(Deadline.id.in_(pending)).values(state="cancelled"))
