"""What operators see of the event machinery, and what they may do: replay or discard events that failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from shared import audit, clock, deadlines
from shared.audit import TrailWords
from shared.errors import N_, DomainError, existing
from shared.outbox import OutboxRow
from shared.parking import DEAD, DISCARDED, WAITING, ParkedEvent
from shared.timers import Deadline

MOST = 10_000

TRAIL = TrailWords(
    actions={"event.replay": N_("Event tried again"), "event.discard": N_("Event discarded")},
    columns={"number": N_("Event number"), "key": N_("Event"), "subject": N_("Subject")},
)


class AlreadySettled(DomainError):
    message = N_("This event has been discarded and can't be replayed or discarded again.")


@dataclass(frozen=True, slots=True)
class Health:
    """The state of one service's event machinery; counts up to ``MOST``, ages and delays in seconds."""

    outbox_waiting: int
    outbox_held: int
    outbox_oldest_seconds: float
    parked_waiting: int
    parked_dead: int
    deadlines_late: int
    deadlines_late_seconds: float
    deadlines_dead: int


def health(session: Session) -> Health:
    """Cheap enough to be asked every few seconds, however much waits: each query follows an index, and not far."""
    now = clock.now()
    oldest = session.scalar(select(OutboxRow.created_at).order_by(OutboxRow.seq).limit(1))
    return Health(
        outbox_waiting=_count(session, OutboxRow.seq > 0),
        outbox_held=_count(session, OutboxRow.retry_at.is_not(None)),
        outbox_oldest_seconds=(now - oldest).total_seconds() if oldest else 0.0,
        parked_waiting=_count(session, ParkedEvent.state == WAITING),
        parked_dead=_count(session, ParkedEvent.state == DEAD),
        deadlines_late=_count(session, (Deadline.state == deadlines.PENDING) & (Deadline.fires_at <= now)),
        deadlines_late_seconds=deadlines.overdue_seconds(session),
        deadlines_dead=_count(session, Deadline.state == deadlines.DEAD),
    )


def outbox_rows(session: Session, *, after: int = 0, limit: int = 50) -> Sequence[OutboxRow]:
    """Events that wait to be sent, oldest first, with the error of those that the broker refused."""
    page = select(OutboxRow).where(OutboxRow.seq > after).order_by(OutboxRow.seq).limit(limit)
    return session.scalars(page).all()


def parked_events(
    session: Session, *, state: str | None = None, before: int | None = None, limit: int = 50
) -> Sequence[ParkedEvent]:
    """Events that failed, newest first; without ``state`` those that still wait or are dead."""
    chosen = (ParkedEvent.state == state) if state else ParkedEvent.state.in_((WAITING, DEAD))
    page = select(ParkedEvent).where(chosen).order_by(ParkedEvent.seq.desc()).limit(limit)
    if before is not None:
        page = page.where(ParkedEvent.seq < before)
    return session.scalars(page).all()


def parked_event(session: Session, seq: int) -> ParkedEvent:
    """Raises ``NotFound``."""
    return existing(session.get(ParkedEvent, seq))


def replay(session: Session, seq: int) -> ParkedEvent:
    """Lets the consumer try the event again at once, with the whole ladder before it. Raises ``AlreadySettled``."""
    parked = _unsettled(session, seq)
    parked.state, parked.attempts, parked.next_attempt_at = WAITING, 0, clock.now()
    _record(session, "event.replay", parked)
    return parked


def discard(session: Session, seq: int) -> ParkedEvent:
    """Gives the event up for good; later ones of its subject go on. Raises ``AlreadySettled``."""
    parked = _unsettled(session, seq)
    parked.state, parked.next_attempt_at = DISCARDED, None
    _record(session, "event.discard", parked)
    return parked


def _unsettled(session: Session, seq: int) -> ParkedEvent:
    parked = existing(session.get(ParkedEvent, seq, with_for_update=True))
    if parked.state == DISCARDED:
        raise AlreadySettled
    return parked


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    found = select(literal(1)).where(condition).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def _record(session: Session, action: str, parked: ParkedEvent) -> None:
    facts = {"number": parked.seq, "key": parked.key, "subject": parked.subject}
    audit.record_act(session, action, ParkedEvent.__tablename__, UUID(int=parked.seq), facts, parked.error)
