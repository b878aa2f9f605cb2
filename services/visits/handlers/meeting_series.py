"""Meetings that return: when each estate holds them, and making them ahead of time (A2.3, B4.2.1, B4.2.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits.config import settings_of
from services.visits.handlers.working_days import calendar_of
from services.visits.models import (
    RECURRING,
    DutyScope,
    Estate,
    Meeting,
    MeetingKind,
    MeetingSeries,
    MeetingState,
    Stage,
    scope_key,
)
from shared import audit, clock
from shared.calendar import WorkingCalendar
from shared.db import actor_of, repeats
from shared.errors import N_, Invalid, existing

AHEAD = timedelta(days=14)
DAY = timedelta(days=1)
FRIDAY = 4
SUNDAY = 6
# The needs of the week are told on Friday at ten: the office meeting follows, and the branch meeting follows it.
USUAL: dict[MeetingKind, tuple[int | None, str]] = {
    MeetingKind.STAND_UP: (None, "08:30"),
    MeetingKind.OFFICE: (FRIDAY, "14:00"),
    MeetingKind.BRANCH: (FRIDAY, "16:00"),
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When meetings of a kind are held: as it was set for the estate, or as usual."""

    kind: MeetingKind
    active: bool
    weekday: int | None
    begins: str
    place: str


def series_of(session: Session, *, estate_id: UUID) -> list[Rhythm]:
    """When the estate holds the meetings that return. Raises ``NotFound``."""
    estate = session.get(Estate, estate_id)
    existing(estate if actor_of(session).sees(estate_id) else None)
    return rhythms(session, estate_id)


def rhythms(session: Session, estate_id: UUID) -> list[Rhythm]:
    """One of each kind; stand-ups and branch meetings belong to the pre-sales stage, unless set otherwise."""
    found = session.scalars(select(MeetingSeries).where(MeetingSeries.estate_id == estate_id))
    known = {row.kind: row for row in found}
    presales = session.get(DutyScope, scope_key(estate_id, Stage.PRESALES))
    in_presales = presales is not None and presales.until is None
    return [_rhythm(kind, known.get(kind), usual=in_presales or kind is MeetingKind.OFFICE) for kind in RECURRING]


def set_series(
    session: Session,
    *,
    estate_id: UUID,
    kind: MeetingKind,
    active: bool,
    begins: time,
    weekday: int | None = None,
    place: str = "",
) -> MeetingSeries:
    """Says when meetings of the kind are held; those ahead that nobody has touched follow. Raises ``Invalid``."""
    check_estate(session, estate_id)
    if kind not in RECURRING:
        raise Invalid({"kind": [N_("Meetings of this kind are planned one by one.")]})
    if kind is not MeetingKind.STAND_UP and weekday is None:
        raise Invalid({"weekday": [N_("Choose the day of the week.")]})
    same = MeetingSeries.estate_id == estate_id, MeetingSeries.kind == kind
    known = session.scalars(select(MeetingSeries).where(*same)).first()
    row = known or MeetingSeries(estate_id=estate_id, kind=kind)
    row.active, row.begins, row.place = active, begins.strftime("%H:%M"), place
    row.weekday = None if kind is MeetingKind.STAND_UP else weekday
    if known is None:
        session.add(row)
    audit.record(session, "meeting_series.set", row)
    session.flush()
    _take_back(session, estate_id, kind)
    plan_meetings(session, estate_id=estate_id)
    return row


def plan_meetings(session: Session, *, estate_id: UUID) -> list[Meeting]:
    """Makes the meetings of the next two weeks that are not there yet; those of a kind no longer held give way."""
    if repeats(session) or session.get(Estate, estate_id) is None:
        return []
    today = clock.today(settings_of(session).site_zone)
    calendar = calendar_of(session, estate_id)
    made = []
    for rhythm in rhythms(session, estate_id):
        if not rhythm.active:
            _take_back(session, estate_id, rhythm.kind)
        known = _known(session, estate_id, rhythm.kind, today)
        for first, starts_at in _times(session, rhythm, calendar, today):
            if first not in known and starts_at > clock.now():
                made.append(_make(session, estate_id, rhythm, first, starts_at))
    return made


def check_estate(session: Session, estate_id: UUID) -> None:
    if session.get(Estate, estate_id) is None or not actor_of(session).sees(estate_id):
        raise Invalid({"estate_id": [N_("There is no such estate.")]})


def _rhythm(kind: MeetingKind, row: MeetingSeries | None, *, usual: bool) -> Rhythm:
    if row is not None:
        return Rhythm(kind, row.active, row.weekday, row.begins, row.place)
    return Rhythm(kind, usual, *USUAL[kind], "")


def _known(session: Session, estate_id: UUID, kind: MeetingKind, today: date) -> set[date | None]:
    of_kind = Meeting.estate_id == estate_id, Meeting.kind == kind, Meeting.series_on >= today - SUNDAY * DAY
    return set(session.scalars(select(Meeting.series_on).where(*of_kind)))


def _times(session: Session, rhythm: Rhythm, calendar: WorkingCalendar, today: date) -> Iterator[tuple[date, datetime]]:
    """The first day of each period, and when its meeting begins; a week or day without work has none."""
    if not rhythm.active:
        return
    zone = settings_of(session).site_zone
    first = today if rhythm.weekday is None else today - today.weekday() * DAY
    while first <= today + AHEAD:
        day = working_day(first, rhythm.weekday, calendar)
        if day is not None and day <= today + AHEAD:
            yield first, datetime.combine(day, time.fromisoformat(rhythm.begins), zone)
        first += DAY if rhythm.weekday is None else 7 * DAY


def working_day(first: date, weekday: int | None, calendar: WorkingCalendar) -> date | None:
    """The last working day of the week until ``weekday``, or the first one after it."""
    if weekday is None:
        return first if calendar.works_on(first) else None
    worked = [day for day in (first + number * DAY for number in range(7)) if calendar.works_on(day)]
    until = [day for day in worked if day.weekday() <= weekday]
    return until[-1] if until else next(iter(worked), None)


def _make(session: Session, estate_id: UUID, rhythm: Rhythm, first: date, starts_at: datetime) -> Meeting:
    meeting = blank_meeting(estate_id, rhythm.kind, starts_at, rhythm.place, "")
    meeting.series_on = first
    session.add(meeting)
    audit.record(session, "meeting.plan", meeting)
    return meeting


def blank_meeting(estate_id: UUID, kind: MeetingKind, starts_at: datetime, place: str, agenda: str) -> Meeting:
    return Meeting(
        estate_id=estate_id,
        kind=kind,
        state=MeetingState.PLANNED,
        starts_at=starts_at,
        place=place,
        agenda=agenda,
        present="",
        committee="",
        minutes="",
        recorded_by="",
        reason="",
    )


def _take_back(session: Session, estate_id: UUID, kind: MeetingKind) -> None:
    """Meetings ahead that the series made, and nobody has touched."""
    untouched = Meeting.state == MeetingState.PLANNED, Meeting.reason == "", Meeting.agenda == ""
    of_series = Meeting.estate_id == estate_id, Meeting.kind == kind, Meeting.series_on.is_not(None)
    found = select(Meeting).where(*of_series, *untouched, Meeting.starts_at > clock.now())
    for meeting in session.scalars(found).all():
        audit.record(session, "meeting.take_back", meeting)
        session.delete(meeting)
    session.flush()
