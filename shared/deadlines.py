"""Firing deadlines: each once, in the transaction of its effect, within a second of being due."""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from prometheus_client import Counter
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from shared import clock, idempotency, tracing
from shared.db import Database
from shared.inbox import Inbox
from shared.leader import Leader
from shared.service import Service
from shared.timers import Deadline

BATCH = 50
POLL_SECONDS = 0.5
PRUNE_EVERY = timedelta(hours=1)
KEPT_FOR = timedelta(days=30)
LADDER = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600))
PENDING, FIRED, CANCELLED, DEAD = "pending", "fired", "cancelled", "dead"

log = structlog.get_logger(__name__)
fired = Counter("linli_deadlines_fired", "Deadlines that took effect", ["kind"])


def run(database: Database, service: Service, stop: threading.Event, beat: Callable[[], None]) -> None:
    """Fires what comes due until ``stop`` is set. Raises database errors; its worker starts it again."""
    leader = Leader(database, "timers")
    prune_at = clock.now()
    try:
        while not stop.is_set():
            beat()
            busy = leader.leads() and fire_due(database, service) > 0
            if leader.leads() and clock.now() >= prune_at:
                prune(database, service)
                prune_at = clock.now() + PRUNE_EVERY
            if not busy:
                stop.wait(POLL_SECONDS)
    finally:
        leader.resign()


def fire_due(database: Database, service: Service) -> int:
    """Fires up to ``BATCH`` due deadlines and returns how many were due. A failing one does not stop the others.

    Raises the database's error when it went away: that is no failure of the deadline.
    """
    due = _due(database)
    try:
        _fire(database, service, due)
    except Exception:  # noqa: BLE001 - found again, and recorded, when each is fired alone
        for deadline_id in due:
            _fire_alone(database, service, deadline_id)
    return len(due)


def prune(database: Database, service: Service) -> None:
    """Drops what is done and over: old deadlines, old dedupe rows and old answers."""
    with database.write() as session:
        over = Deadline.state.in_((FIRED, CANCELLED)) & (Deadline.fires_at < clock.now() - KEPT_FOR)
        session.execute(delete(Deadline).where(over))
        idempotency.forget_old(session)
    Inbox(database, service).prune()


def _due(database: Database) -> Sequence[UUID]:
    due = Deadline.fires_at <= clock.now()
    query = select(Deadline.id).where(Deadline.state == PENDING, due).order_by(Deadline.fires_at).limit(BATCH)
    with database.read() as session:
        return session.scalars(query).all()


def _fire(database: Database, service: Service, due: Sequence[UUID]) -> None:
    if not due:
        return
    with database.write() as session:
        for deadline in _claim(session, due):
            if deadline.state != PENDING:  # one before it has just cancelled it
                continue
            with tracing.span(service.name, f"fire {deadline.kind}"):
                service.timers[deadline.kind](session, deadline)
            deadline.state, deadline.fired_at = FIRED, clock.now()
            fired.labels(deadline.kind).inc()


def _claim(session: Session, due: Sequence[UUID]) -> Sequence[Deadline]:
    """Locks those of ``due`` that are still pending and that no other worker holds, in the order of their time."""
    pending = select(Deadline).where(Deadline.id.in_(due), Deadline.state == PENDING).order_by(Deadline.fires_at)
    return session.scalars(pending.with_for_update(skip_locked=True)).all()


def _fire_alone(database: Database, service: Service, deadline_id: UUID) -> None:
    try:
        _fire(database, service, [deadline_id])
    except Exception as error:
        if database.lost(error):
            raise
        log.warning("deadline.failed", deadline=str(deadline_id), error=repr(error))
        with database.write() as session:
            for deadline in _claim(session, [deadline_id]):
                _back_off(deadline, repr(error))


def _back_off(deadline: Deadline, error: str) -> None:
    deadline.attempts += 1
    deadline.error = error
    if deadline.attempts > len(LADDER):
        deadline.state = DEAD
        log.error("deadline.dead", kind=deadline.kind, subject=str(deadline.subject), error=error)
    else:
        deadline.fires_at = clock.now() + LADDER[deadline.attempts - 1]


def overdue_seconds(session: Session) -> float:
    """How late the oldest pending deadline is; 0 when none is."""
    oldest = session.scalar(select(func.min(Deadline.fires_at)).where(Deadline.state == PENDING))
    return max(0.0, (clock.now() - oldest).total_seconds()) if oldest else 0.0
