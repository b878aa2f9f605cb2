"""《会议记录》: what was said of the teams' needs, what was decided, and the minutes (A2.3, B5)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.visits import contracts
from services.visits.handlers.meetings import tell_of_meeting
from services.visits.models import (
    Meeting,
    MeetingAction,
    MeetingKind,
    MeetingState,
    MeetingTopic,
    MinutesNotYet,
    NeedsDigest,
    NeedsNotDiscussed,
    unheard,
)
from shared import audit, clock
from shared.db import actor_of
from shared.errors import existing


def discuss_needs(session: Session, *, meeting_id: UUID, digest_id: UUID, discussion: str) -> MeetingTopic:
    """What the office meeting said of a team's needs; written again, it replaces. Raises ``NotFound``, ``NotBegun``."""
    meeting, digest = existing(session.get(Meeting, meeting_id)), existing(session.get(NeedsDigest, digest_id))
    meeting.check_begun()
    if meeting.kind is not MeetingKind.OFFICE or digest.estate_id != meeting.estate_id:
        existing(None)
    topic = session.scalars(select(MeetingTopic).where(MeetingTopic.digest_id == digest_id)).first()
    if topic is None:
        topic = MeetingTopic(estate_id=meeting.estate_id, meeting_id=meeting.id, digest_id=digest_id)
        session.add(topic)
    elif topic.meeting_id != meeting.id:
        existing(None)
    topic.discussion, topic.discussed_by = discussion, actor_of(session).name
    audit.record(session, "meeting.discuss_needs", topic)
    return topic


def file_minutes(session: Session, *, meeting_id: UUID, minutes: str) -> Meeting:
    """What was said and decided; filed again, it is corrected. Raises ``NotFound``, ``MinutesNotYet``.

    An office meeting has heard the needs of every team first (A2.3), or ``NeedsNotDiscussed`` is raised.
    """
    meeting = existing(session.get(Meeting, meeting_id))
    if meeting.state is not MeetingState.HELD:
        raise MinutesNotYet
    if meeting.kind is MeetingKind.OFFICE and session.scalars(select(NeedsDigest.id).where(unheard(meeting))).first():
        raise NeedsNotDiscussed
    actions = len(session.scalars(select(MeetingAction.id).where(MeetingAction.meeting_id == meeting.id)).all())
    needs = len(session.scalars(select(MeetingTopic.id).where(MeetingTopic.meeting_id == meeting.id)).all())
    meeting.minutes, meeting.filed_at = minutes, meeting.filed_at or clock.now()
    meeting.recorded_by = actor_of(session).name
    audit.record(session, "meeting.file_minutes", meeting)
    tell_of_meeting(session, meeting, contracts.MinutesFiled, actions=actions, needs=needs)
    return meeting


def keep_digest(session: Session, event: contracts.NeedsDigestPublished) -> None:
    """The front desk's week of a team; told again, it changes nothing."""
    if session.get(NeedsDigest, event.digest_id) is None:
        told = ("estate_id", "team", "starts_at", "ends_at", *contracts.NEEDS_FIGURES)
        facts = {name: getattr(event, name) for name in told}
        session.add(NeedsDigest(id=event.digest_id, **facts, adjustment="", adjusted_by=""))


def keep_adjustment(session: Session, event: contracts.NeedsAdjusted) -> None:
    if digest := session.get(NeedsDigest, event.digest_id):
        digest.adjustment, digest.adjusted_by = event.adjustment, event.by
