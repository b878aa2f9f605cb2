"""Households are told of visits: a week before, when the time changes, and the day before."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.slot_links import slot_link
from services.visits.models import AHEAD, Staff, Visit
from shared import audit, clock, outbox, timers
from shared.timers import Timer

ANNOUNCE, REMIND, ANNOUNCE_DAY = "visit.announce", "visit.remind", "round.announce"
AHEAD_OF_VISIT = timedelta(days=7)
REMINDED_AT = time(10)
Told = tuple[UUID, datetime | None, datetime | None]  # visit, its time, the time that the household knows


def promise(session: Session, visits: Iterable[Told]) -> None:
    """The household will be told, if it still is the visit's time then. Who knows another one is told at once."""
    now = clock.now()
    timers.schedule_many(
        session,
        (
            Timer(ANNOUNCE, key, now if known else max(now, at - AHEAD_OF_VISIT), {"starts_at": at.isoformat()})
            for key, at, known in visits
            if at is not None and at != known
        ),
    )


def promise_round(session: Session, round_id: UUID, visits: Iterable[Told]) -> None:
    """As ``promise``, with one deadline for all visits of a day that is still far away: a round has thousands."""
    now, zone, soon, days = clock.now(), session.info["settings"].site_zone, [], set()
    for key, at, known in visits:
        if at is None or known or at - AHEAD_OF_VISIT <= now + AHEAD_OF_VISIT:
            soon.append((key, at, known))
        else:
            days.add(at.astimezone(zone).date())
    promise(session, soon)
    timers.schedule_many(
        session,
        (
            Timer(ANNOUNCE_DAY, round_id, datetime.combine(day, REMINDED_AT, zone) - AHEAD_OF_VISIT, {"day": str(day)})
            for day in sorted(days)
        ),
    )


def announce_day(session: Session, *, round_id: UUID, day: date) -> None:
    """Tells each household of the round that is visited on this day, once."""
    zone = session.info["settings"].site_zone
    begins, ends = (datetime.combine(day + timedelta(days=more), time(), zone) for more in (0, 1))
    of_day = select(Visit).where(Visit.round_id == round_id, Visit.starts_at >= begins, Visit.starts_at < ends)
    for visit in session.scalars(of_day.where(Visit.state.in_(AHEAD)).order_by(Visit.starts_at)):
        if visit.starts_at is not None:
            announce(session, visit_id=visit.id, starts_at=visit.starts_at)


def announce(session: Session, *, visit_id: UUID, starts_at: datetime) -> None:
    """Tells the household, unless the visit is at another time by now, or it knows."""
    visit = session.get(Visit, visit_id)
    if visit is None or not _stands(visit, starts_at) or visit.announced_for == starts_at:
        return
    contract = contracts.VisitMoved if visit.announced_for else contracts.VisitAnnounced
    visit.announced_for = starts_at
    audit.record(session, "visit.announce", visit)
    tell(session, contract, visit, starts_at)
    promise_reminder(session, visit.id, starts_at)


def promise_reminder(session: Session, visit_id: UUID, starts_at: datetime) -> None:
    """The day before."""
    zone = session.info["settings"].site_zone
    remind_at = datetime.combine(starts_at.astimezone(zone).date() - timedelta(days=1), REMINDED_AT, zone)
    if remind_at > clock.now():
        timers.schedule(session, REMIND, visit_id, remind_at, starts_at=starts_at.isoformat())


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
