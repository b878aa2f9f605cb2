"""Reads of meetings, of what they decided, and of the needs that an office meeting hears (A2.3, B4.2, B5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.visits.models import (
    ActionState,
    Estate,
    Meeting,
    MeetingAction,
    MeetingKind,
    MeetingState,
    MeetingTopic,
    NeedsDigest,
    unheard,
)
from shared import clock, paging
from shared.db import actor_of
from shared.errors import existing
from shared.paging import Page

RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with its estate's name, how many of its actions are still open, and whether nobody recorded it."""

    meeting: Meeting
    estate: str
    open_actions: int
    unrecorded: bool

    @property
    def minutes_missing(self) -> bool:
        return self.meeting.begun and self.meeting.filed_at is None


@dataclass(frozen=True, slots=True)
class Heard:
    """A team's week of needs, and what was said of it, None as long as nothing was."""

    digest: NeedsDigest
    topic: MeetingTopic | None


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting with all that belongs to it; ``carried`` was still open as it began."""

    meeting: Meeting
    estate: str
    actions: Sequence[MeetingAction]
    carried: Sequence[MeetingAction]
    needs: Sequence[Heard]


@dataclass(frozen=True, slots=True)
class Decided:
    """An action with its estate and meeting."""

    action: MeetingAction
    estate: str
    meeting_at: datetime
    late: bool


def meetings(
    session: Session,
    *,
    kind: MeetingKind | None = None,
    state: MeetingState | None = None,
    estate_id: UUID | None = None,
    past: bool = False,
    unfiled: bool = False,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Held]:
    """Those of today and ahead, the next one first; or those before, the latest first. Three queries."""
    found, today = select(Meeting), _midnight(session)
    equal: tuple[tuple[Any, Any], ...] = (
        (Meeting.kind, kind),
        (Meeting.state, state),
        (Meeting.estate_id, estate_id),
    )
    found = found.where(*(column == value for column, value in equal if value is not None))
    order: tuple[Any, ...] = (Meeting.starts_at, Meeting.id)
    if unfiled:
        found = found.where(_unfiled(session))
    elif past:
        found, order = found.where(Meeting.starts_at < today), (Meeting.starts_at.desc(), Meeting.id.desc())
    else:
        found = found.where(Meeting.starts_at >= today)
    listed = paging.page(session, found, order, after=after, limit=limit)
    names, actions = _names(session, {row.estate_id for row in listed.items}), _open_actions(session, listed.items)
    rows = [
        Held(row, names.get(row.estate_id, ""), actions.get(row.id, 0), _passed(row, today)) for row in listed.items
    ]
    return Page(rows, listed.next)


def gathering(session: Session, meeting_id: UUID) -> Gathering:
    """Raises ``NotFound``; six queries at most."""
    meeting = existing(session.get(Meeting, meeting_id))
    own = select(MeetingAction).where(MeetingAction.meeting_id == meeting.id).order_by(MeetingAction.number)
    return Gathering(
        meeting,
        _names(session, {meeting.estate_id}).get(meeting.estate_id, ""),
        session.scalars(own).all(),
        _carried(session, meeting),
        _heard(session, meeting),
    )


def actions(
    session: Session,
    *,
    state: ActionState | None = None,
    owner_id: UUID | None = None,
    late: bool = False,
    estate_id: UUID | None = None,
    after: str | None = None,
    limit: int = paging.MOST,
) -> Page[Decided]:
    """The one that is due first comes first; three queries."""
    found, today = select(MeetingAction), _today(session)
    equal: tuple[tuple[Any, Any], ...] = (
        (MeetingAction.state, state),
        (MeetingAction.owner_id, owner_id),
        (MeetingAction.estate_id, estate_id),
    )
    found = found.where(*(column == value for column, value in equal if value is not None))
    if late:
        found = found.where(MeetingAction.state == ActionState.OPEN, MeetingAction.due_on < today)
    order = (MeetingAction.due_on, MeetingAction.id)
    listed = paging.page(session, found, order, after=after, limit=limit)
    names = _names(session, {row.estate_id for row in listed.items})
    held = select(Meeting.id, Meeting.starts_at).where(Meeting.id.in_({row.meeting_id for row in listed.items}))
    times = {key: at for key, at in session.execute(held)}  # noqa: C416 - a row is no pair to mypy
    rows = [
        Decided(row, names.get(row.estate_id, ""), times[row.meeting_id], is_late(row, today)) for row in listed.items
    ]
    return Page(rows, listed.next)


def is_late(action: MeetingAction, today: date) -> bool:
    return action.state is ActionState.OPEN and action.due_on < today


@dataclass(frozen=True, slots=True)
class Agenda:
    """What of meetings the reader must know today."""

    today: int
    unfiled: int
    mine: int
    late: int


def meetings_today(session: Session) -> Agenda:
    """Four queries."""
    today = _midnight(session)
    of_today = Meeting.starts_at >= today, Meeting.starts_at < today + timedelta(days=1)
    not_over = Meeting.state.in_((MeetingState.PLANNED, MeetingState.OPEN))
    still = MeetingAction.state == ActionState.OPEN
    return Agenda(
        _count(session, Meeting.id, *of_today, not_over),
        _count(session, Meeting.id, _unfiled(session)),
        _count(session, MeetingAction.id, still, MeetingAction.owner_id == actor_of(session).id),
        _count(session, MeetingAction.id, still, MeetingAction.due_on < _today(session)),
    )


def _carried(session: Session, meeting: Meeting) -> Sequence[MeetingAction]:
    """What earlier meetings of the kind decided, and was not over as this one began."""
    begun = meeting.opened_at or max(meeting.starts_at, clock.now())
    earlier = select(Meeting.id).where(
        Meeting.estate_id == meeting.estate_id, Meeting.kind == meeting.kind, Meeting.starts_at < meeting.starts_at
    )
    still = or_(MeetingAction.ended_at.is_(None), MeetingAction.ended_at >= begun)
    found = select(MeetingAction).where(MeetingAction.meeting_id.in_(earlier), MeetingAction.set_at < begun, still)
    return session.scalars(found.order_by(MeetingAction.due_on, MeetingAction.id)).all()


def _heard(session: Session, meeting: Meeting) -> list[Heard]:
    """What was discussed here; while minutes are still to be filed, also what is still to be."""
    if meeting.kind is not MeetingKind.OFFICE:
        return []
    topics = session.scalars(select(MeetingTopic).where(MeetingTopic.meeting_id == meeting.id)).all()
    by_digest = {row.digest_id: row for row in topics}
    waiting = meeting.state is not MeetingState.CANCELLED and meeting.filed_at is None
    heard = NeedsDigest.id.in_(by_digest)
    found = select(NeedsDigest).where(or_(heard, unheard(meeting)) if waiting else heard)
    digests = session.scalars(found.order_by(NeedsDigest.ends_at, NeedsDigest.team, NeedsDigest.id))
    return [Heard(digest, by_digest.get(digest.id)) for digest in digests]


def _open_actions(session: Session, rows: Sequence[Meeting]) -> Mapping[UUID, int]:
    counted = select(MeetingAction.meeting_id, func.count()).where(
        MeetingAction.meeting_id.in_([row.id for row in rows]), MeetingAction.state == ActionState.OPEN
    )
    found = session.execute(counted.group_by(MeetingAction.meeting_id))
    return {key: number for key, number in found}  # noqa: C416 - a row is no pair to mypy


def _passed(meeting: Meeting, today: datetime) -> bool:
    """Its day is over, and nobody has said that it was held or cancelled."""
    return meeting.state is MeetingState.PLANNED and meeting.starts_at < today


def _unfiled(session: Session) -> Any:
    """Begun without minutes yet, or planned for a day of the last two weeks that nobody recorded."""
    today = _midnight(session)
    passed = Meeting.starts_at.between(today - RECENT, today - timedelta(microseconds=1))
    unrecorded = (Meeting.state == MeetingState.PLANNED) & passed
    return unrecorded | _without_minutes()


def _without_minutes() -> Any:
    return Meeting.state.in_((MeetingState.OPEN, MeetingState.HELD)) & Meeting.filed_at.is_(None)


def _count(session: Session, column: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count(column)).where(*conditions)) or 0


def _names(session: Session, estates: set[UUID]) -> Mapping[UUID, str]:
    found = session.execute(select(Estate.id, Estate.name).where(Estate.id.in_(estates)))
    return {key: name for key, name in found}  # noqa: C416 - a row is no pair to mypy


def _today(session: Session) -> date:
    return clock.today(session.info["settings"].site_zone)


def _midnight(session: Session) -> datetime:
    return datetime.combine(_today(session), time(), session.info["settings"].site_zone)
