"""Households are told of visits: a week before, when the time changes, and the day before."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.slot_links import slot_link
from services.visits.models import AHEAD, Staff, Visit
from shared import audit, clock, outbox, timers
from shared.timers import Timer

ANNOUNCE, REMIND = "visit.announce", "visit.remind"
AHEAD_OF_VISIT = timedelta(days=7)
REMINDED_AT = time(10)
Told = tuple[UUID, datetime | None, datetime | None]  # visit, its time, the time that the household knows


def promise(session: Session, visits: Iterable[Told]) -> None:
    """The household will be told, if it still is the visit's time then. Who knows another one is told at once."""
    now, zone = clock.now(), session.info["settings"].site_zone
    promised = []
    for visit_id, starts_at, known in visits:
        if starts_at is None or starts_at == known:
            continue
        about = {"starts_at": starts_at.isoformat()}
        tell_at = now if known else max(now, starts_at - AHEAD_OF_VISIT)
        promised.append(Timer(ANNOUNCE, visit_id, tell_at, about))
        day_before = starts_at.astimezone(zone).date() - timedelta(days=1)
        if (remind_at := datetime.combine(day_before, REMINDED_AT, zone)) > now:
            promised.append(Timer(REMIND, visit_id, remind_at, about))
    timers.schedule_many(session, promised)


def announce(session: Session, *, visit_id: UUID, starts_at: datetime) -> None:
    """Tells the household, unless the visit is at another time by now, or it knows."""
    visit = session.get(Visit, visit_id)
    if visit is None or not _stands(visit, starts_at) or visit.announced_for == starts_at:
        return
    contract = contracts.VisitMoved if visit.announced_for else contracts.VisitAnnounced
    visit.announced_for = starts_at
    audit.record(session, "visit.announce", visit)
    tell(session, contract, visit, starts_at)


def remind(session: Session, *, visit_id: UUID, starts_at: datetime) -> None:
    """Only who was told of a time is reminded of it."""
    visit = session.get(Visit, visit_id)
    if visit is not None and _stands(visit, starts_at) and visit.announced_for == starts_at:
        tell(session, contracts.VisitReminded, visit, starts_at)


def call_off(session: Session, visit: Visit) -> None:
    """Who was told of the visit is told that it does not take place."""
    if visit.announced_for is not None and visit.announced_for > clock.now():
        tell(session, contracts.VisitCalledOff, visit, visit.announced_for)


def tell(session: Session, contract: type[contracts.VisitTold], visit: Visit, starts_at: datetime) -> None:
    officer = session.get(Staff, visit.officer_id) if visit.officer_id else None
    told = ("estate_id", "customer_id", "unit_path", "kind")
    event = contract(
        **{name: getattr(visit, name) for name in told},
        visit_id=visit.id,
        officer=officer.name if officer else "",
        starts_at=starts_at,
        slot_url=slot_link(session, visit.id),
        at=clock.now(),
    )
    outbox.add(session, event, visit)


def _stands(visit: Visit, starts_at: datetime) -> bool:
    return visit.state in AHEAD and visit.starts_at == starts_at
