"""A meeting's way: planned, moved, opened, held with those who came, or cancelled (A2.3, B4.2)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.meeting_series import blank_meeting, check_estate
from services.visits.models import Meeting, MeetingKind, MeetingState, Staff
from shared import audit, clock, outbox
from shared.actors import staff_actor
from shared.db import actor_of
from shared.errors import N_, Invalid, existing

WRITTEN_DOWN_WITHIN = timedelta(days=7)


def plan_meeting(
    session: Session, *, estate_id: UUID, kind: MeetingKind, starts_at: datetime, place: str = "", agenda: str = ""
) -> Meeting:
    """One that no series makes, such as a meeting with the owners' committee; it may just have been held.

    Raises ``Invalid``.
    """
    check_estate(session, estate_id)
    if starts_at < clock.now() - WRITTEN_DOWN_WITHIN:
        raise Invalid({"starts_at": [N_("A meeting is written down within a week.")]})
    meeting = blank_meeting(estate_id, kind, starts_at, place, agenda)
    session.add(meeting)
    audit.record(session, "meeting.plan", meeting)
    return meeting


def move_meeting(session: Session, *, meeting_id: UUID, starts_at: datetime, reason: str, place: str = "") -> Meeting:
    """Another time or place, for a reason. Raises ``NotFound``, ``MeetingIsOver``, ``Invalid``."""
    meeting = meeting_of(session, meeting_id)
    if meeting.state is not MeetingState.PLANNED:
        raise Invalid({"starts_at": [N_("This meeting has begun already.")]})
    if starts_at <= clock.now():
        raise Invalid({"starts_at": [N_("Choose a time that is still ahead.")]})
    meeting.starts_at, meeting.place, meeting.reason = starts_at, place, reason
    audit.record(session, "meeting.move", meeting, reason)
    return meeting


def write_agenda(session: Session, *, meeting_id: UUID, agenda: str) -> Meeting:
    """What will be talked about. Raises ``NotFound``, ``MeetingIsOver``."""
    meeting = meeting_of(session, meeting_id)
    meeting.check_ahead()
    meeting.agenda = agenda
    audit.record(session, "meeting.write_agenda", meeting)
    return meeting


def open_meeting(session: Session, *, meeting_id: UUID) -> Meeting:
    """It begins now. Raises ``NotFound``, ``MeetingIsOver``."""
    meeting = meeting_of(session, meeting_id)
    if meeting.state is not MeetingState.PLANNED:
        meeting.check_ahead()
        return meeting
    _open(session, meeting, clock.now())
    return meeting


def hold_meeting(
    session: Session,
    *,
    meeting_id: UUID,
    held_at: datetime,
    staff_ids: Sequence[UUID] = (),
    others: str = "",
    committee: str = "",
) -> Meeting:
    """It was held, and these came; ``others`` and ``committee`` name one in each line.

    Raises ``NotFound``, ``MeetingIsOver``, ``Invalid``.
    """
    meeting = meeting_of(session, meeting_id)
    names, from_committee = [*_names(session, meeting, staff_ids), *_lines(others)], _lines(committee)
    _check_attendance(meeting, held_at, names, from_committee)
    if meeting.state is MeetingState.PLANNED:
        _open(session, meeting, held_at)
    meeting.state, meeting.held_at = MeetingState.HELD, held_at
    meeting.present, meeting.committee = "\n".join(dict.fromkeys(names)), "\n".join(from_committee)
    meeting.recorded_by = actor_of(session).name
    audit.record(session, "meeting.hold", meeting)
    came = {"attended": meeting.attended, "committee": len(from_committee), "held_at": held_at}
    tell_of_meeting(session, meeting, contracts.MeetingHeld, **came)
    return meeting


def cancel_meeting(session: Session, *, meeting_id: UUID, reason: str) -> Meeting:
    """It won't be held, or was opened by mistake. Raises ``NotFound``, ``MeetingIsOver``."""
    meeting = meeting_of(session, meeting_id)
    meeting.state, meeting.reason = MeetingState.CANCELLED, reason
    audit.record(session, "meeting.cancel", meeting, reason)
    tell_of_meeting(session, meeting, contracts.MeetingCancelled, reason=reason)
    return meeting


def meeting_of(session: Session, meeting_id: UUID) -> Meeting:
    """One that is still ahead. Raises ``NotFound``, ``MeetingIsOver``."""
    meeting = existing(session.get(Meeting, meeting_id))
    meeting.check_ahead()
    return meeting


def tell_of_meeting(session: Session, meeting: Meeting, event: type[contracts.MeetingEvent], **more: Any) -> None:
    actor, told = actor_of(session), ("estate_id", "starts_at", "place")
    facts: dict[str, Any] = {name: getattr(meeting, name) for name in told}
    facts |= {"meeting_id": meeting.id, "kind": meeting.kind.value, "by": actor.name, "by_id": actor.id}
    outbox.add(session, event(**facts, **more, at=clock.now()), meeting)


def works_here(session: Session, staff_id: UUID, estate_id: UUID) -> Staff | None:
    member = session.get(Staff, staff_id)
    return member if member is not None and member.active and staff_actor(member).sees(estate_id) else None


def _open(session: Session, meeting: Meeting, at: datetime) -> None:
    meeting.state, meeting.opened_at = MeetingState.OPEN, at
    audit.record(session, "meeting.open", meeting)
    tell_of_meeting(session, meeting, contracts.MeetingOpened)
    session.flush()


def _names(session: Session, meeting: Meeting, staff_ids: Sequence[UUID]) -> list[str]:
    members = [works_here(session, staff_id, meeting.estate_id) for staff_id in staff_ids]
    if None in members:
        raise Invalid({"staff_ids": [N_("Choose people who work in this estate.")]})
    return [member.name for member in members if member is not None]


def _check_attendance(meeting: Meeting, held_at: datetime, names: list[str], committee: list[str]) -> None:
    if held_at > clock.now():
        raise Invalid({"held_at": [N_("A meeting is recorded after it took place.")]})
    if not names:
        raise Invalid({"staff_ids": [N_("Say who came.")]})
    if meeting.kind is MeetingKind.COMMITTEE and not committee:
        raise Invalid({"committee": [N_("Say who came from the owners' committee.")]})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
