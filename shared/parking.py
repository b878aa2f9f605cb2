"""Events that failed, or that could not be read, are parked where an operator sees them.

A failed one is tried again 5 s, 30 s, 2 min, 10 min and 1 h later and is then ``dead``. Until it is applied or
discarded, later events of its subject wait behind it; other subjects flow on.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Index, LargeBinary, Text, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from shared import clock
from shared.db import MechanismBase, RowKey

LADDER = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600))
WAITING, DEAD, DISCARDED = "waiting", "dead", "discarded"

log = structlog.get_logger(__name__)


class ParkedEvent(MechanismBase):
    """``waiting`` for another try (or behind one that failed), ``dead``, or ``discarded``."""

    __tablename__ = "parked_event"
    __table_args__ = (
        Index("ix_parked_event_state_next_attempt_at", "state", "next_attempt_at"),
        Index("ix_parked_event_subject_seq", "subject", "seq"),
    )

    seq: Mapped[int] = mapped_column(RowKey, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int]
    error: Mapped[str] = mapped_column(Text)
    parked_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime | None]


def park_unreadable(session: Session, key: str, subject: str, body: bytes, error: str) -> None:
    """Dead at once: only a newer release, or a person, can help."""
    _park(session, key=key, subject=subject, body=body, error=error, state=DEAD, attempts=0)
    log.error("event.parked", key=key, subject=subject, error=error)


def park_failed(session: Session, key: str, subject: str, body: bytes, error: str) -> None:
    """To be tried again after the first pause."""
    retry_at = clock.now() + LADDER[0]
    _park(session, key=key, subject=subject, body=body, error=error, attempts=1, next_attempt_at=retry_at)


def park_behind(session: Session, key: str, subject: str, body: bytes) -> None:
    """To be tried as soon as nothing earlier of its subject is parked."""
    error = "Waits behind an earlier event of the same subject."
    _park(session, key=key, subject=subject, body=body, error=error, attempts=0, next_attempt_at=clock.now())


def held_subjects(session: Session, subjects: Collection[str]) -> set[str]:
    """Those of ``subjects`` whose next event must wait."""
    held = select(ParkedEvent.subject).where(ParkedEvent.subject.in_(subjects), _holds_back(ParkedEvent))
    return set(session.scalars(held))


def claim_due(session: Session) -> ParkedEvent | None:
    """The first event to be tried now that no earlier one of its subject holds back, locked."""
    earlier = aliased(ParkedEvent)
    held_back = select(earlier.seq).where(
        earlier.subject == ParkedEvent.subject, earlier.seq < ParkedEvent.seq, _holds_back(earlier)
    )
    due = (
        select(ParkedEvent)
        .where(ParkedEvent.state == WAITING, ParkedEvent.next_attempt_at <= clock.now(), ~held_back.exists())
        .order_by(ParkedEvent.seq)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(due).first()


def note_failure(parked: ParkedEvent, error: str) -> None:
    """One step up the ladder."""
    parked.attempts += 1
    parked.error = error
    if parked.attempts > len(LADDER):
        parked.state, parked.next_attempt_at = DEAD, None
        log.error("event.dead", key=parked.key, subject=parked.subject, error=error)
    else:
        parked.next_attempt_at = clock.now() + LADDER[parked.attempts - 1]


def note_unreadable(parked: ParkedEvent, error: str) -> None:
    """It still cannot be read, and again holds nothing back."""
    parked.state, parked.attempts, parked.error, parked.next_attempt_at = DEAD, 0, error, None


def _park(session: Session, *, state: str = WAITING, **facts: Any) -> None:
    session.add(ParkedEvent(state=state, parked_at=clock.now(), **facts))


def _holds_back(parked: type[ParkedEvent]) -> Any:
    """One that was dead from the start, because it could not be read, holds nothing back."""
    return (parked.state == WAITING) | ((parked.state == DEAD) & (parked.attempts > 0))
