"""Telling the project lead of a time in which nobody would answer the hotline, once each (C2.4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing import config, contracts
from services.ticketing.handlers.escalation import whom_to_tell
from services.ticketing.models import DAYS_AHEAD, Duty, Estate, HotlineGap, Period, Post, gaps, next_check_at
from shared import audit, clock, outbox, timers

HOTLINE_CHECK = "hotline.check"
AHEAD = timedelta(days=DAYS_AHEAD)


def schedule_hotline_check(session: Session, estate_id: UUID, after: datetime) -> None:
    """Promises the estate's next look at its roster: on the first morning later than ``after``."""
    zone = config.settings_of(session).site_zone
    timers.schedule(session, HOTLINE_CHECK, estate_id, next_check_at(after, zone))


def check_hotline(session: Session, *, estate_id: UUID) -> None:
    """Compares what is planned for the next 14 days with what was told: new gaps are told, closed ones settled."""
    session.flush()
    session.execute(select(Estate.id).where(Estate.id == estate_id).with_for_update())  # one after another
    now, open_gaps = clock.now(), _open(session, estate_id)
    found = _uncovered(session, estate_id, now)
    for gap in open_gaps:
        still = [period for period in found if gap.covers(period)]
        if still:
            _follow(gap, still, now)
        else:
            _settle(session, gap, now)
    for period in found:
        if not any(gap.covers(period) for gap in open_gaps):
            _tell(session, estate_id, period, now)


def _follow(gap: HotlineGap, still: Sequence[Period], now: datetime) -> None:
    """What is left of the gap, or has been added to it, also by a day that came within the 14: the lead knows of it."""
    begins, ends = still[0][0], still[-1][1]
    gap.starts_at, gap.ends_at = (begins if begins > now else gap.starts_at), ends


def _settle(session: Session, gap: HotlineGap, now: datetime) -> None:
    gap.ended_at = now
    audit.record(session, "hotline.gap_settle", gap)
    event = contracts.HotlineGapSettled(gap_id=gap.id, estate_id=gap.estate_id, covered=gap.ends_at > now, at=now)
    outbox.add(session, event, gap)


def _tell(session: Session, estate_id: UUID, period: Period, now: datetime) -> None:
    begins, ends = period
    gap = HotlineGap(estate_id=estate_id, starts_at=begins, ends_at=ends, found_at=now)
    role, staff_ids = whom_to_tell(session, estate_id, "project_lead", None)
    session.add(gap)
    audit.record(session, "hotline.gap", gap, note=role)
    event = contracts.HotlineGap(
        gap_id=gap.id, estate_id=estate_id, starts_at=begins, ends_at=ends, role=role, staff_ids=staff_ids, at=now
    )
    outbox.add(session, event, gap)


def _open(session: Session, estate_id: UUID) -> Sequence[HotlineGap]:
    found = select(HotlineGap).where(HotlineGap.estate_id == estate_id, HotlineGap.ended_at.is_(None))
    return session.scalars(found.order_by(HotlineGap.starts_at)).all()


def _uncovered(session: Session, estate_id: UUID, now: datetime) -> list[Period]:
    shifts = select(Duty.starts_at, Duty.ends_at).where(
        Duty.estate_id == estate_id, Duty.post == Post.HOTLINE, Duty.between(now, now + AHEAD)
    )
    return list(gaps([(begins, ends) for begins, ends in session.execute(shifts)], now, now + AHEAD))
