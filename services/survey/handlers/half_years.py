"""Twice a year every household is asked in writing: the lead is told when nobody has planned it (A2.1)."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.survey import contracts
from services.survey.config import settings_of
from services.survey.models import (
    LIVES_HERE,
    Campaign,
    CampaignState,
    Customer,
    HalfYearAlarm,
    Staff,
    half_of,
    is_due,
)
from shared import audit, clock, outbox, timers
from shared.ids import new_id
from shared.timers import Deadline

CHECK = "check_half_year"
MORNING, SOON = time(8), timedelta(hours=1)


def watch_half_years(session: Session) -> None:
    """From now on it is looked at every morning, the first time soon."""
    pending = select(Deadline.id).where(Deadline.kind == CHECK, Deadline.state == "pending")
    if session.scalars(pending.limit(1)).first() is None:
        timers.schedule(session, CHECK, new_id(), clock.now() + SOON)


def check_half_year(session: Session, *, watch_id: UUID) -> None:
    """Tells of each estate that has nothing planned for this half, once; promises the look of the next morning."""
    today = clock.today(settings_of(session).site_zone)
    if is_due(today, settings_of(session).survey_alarm_month):
        year, half = half_of(today)
        for estate_id in _unplanned(session, year, half):
            _tell(session, estate_id, year, half)
    tomorrow = datetime.combine(today + timedelta(days=1), MORNING, settings_of(session).site_zone)
    timers.schedule(session, CHECK, watch_id, tomorrow)


def settle_half_year(session: Session, campaign: Campaign) -> None:
    """It is planned: there is nothing to be told any more."""
    same = HalfYearAlarm.estate_id == campaign.estate_id, HalfYearAlarm.year == campaign.year
    found = select(HalfYearAlarm).where(*same, HalfYearAlarm.half == campaign.half, HalfYearAlarm.settled_at.is_(None))
    for alarm in session.scalars(found).all():
        alarm.settled_at = clock.now()
        audit.bare_record(session, "half_year.settle", alarm)
        event = contracts.HalfYearPlanned(alarm_id=alarm.id, estate_id=alarm.estate_id, at=alarm.settled_at)
        outbox.add_raw(session, event, subject=str(alarm.id), version=2)


def _unplanned(session: Session, year: int, half: int) -> Sequence[UUID]:
    """Estates in which somebody lives, without such a questionnaire, of which nobody was told."""
    planned = select(Campaign.estate_id).where(
        Campaign.year == year, Campaign.half == half, Campaign.state != CampaignState.CANCELLED
    )
    told = select(HalfYearAlarm.estate_id).where(HalfYearAlarm.year == year, HalfYearAlarm.half == half)
    lived_in = select(Customer.estate_id).where(LIVES_HERE).distinct()
    return session.scalars(lived_in.where(Customer.estate_id.not_in(planned), Customer.estate_id.not_in(told))).all()


def _tell(session: Session, estate_id: UUID, year: int, half: int) -> None:
    alarm = HalfYearAlarm(estate_id=estate_id, year=year, half=half, told_at=clock.now(), settled_at=None)
    session.add(alarm)
    audit.bare_record(session, "half_year.alarm", alarm)
    event = contracts.HalfYearUnplanned(
        alarm_id=alarm.id,
        estate_id=estate_id,
        year=year,
        half=half,
        staff_ids=leads(session, estate_id),
        at=alarm.told_at,
    )
    outbox.add_raw(session, event, subject=str(alarm.id), version=1)


def leads(session: Session, estate_id: UUID) -> list[UUID]:
    """The project leads of the estate; the company's approvers where there is none."""
    staff = session.scalars(select(Staff).where(Staff.active).order_by(Staff.id)).all()
    leads = [row.id for row in staff if "project_lead" in row.roles and str(estate_id) in (row.estates or ())]
    return leads or [row.id for row in staff if "company" in row.roles]
