"""Four eyes: a notice is submitted by one and approved, or sent back, by another."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.contracts import NoticeApproved, NoticeReturned, NoticeSubmitted
from services.notify.handlers.notice_events import announce, tell_approvers, tell_writer
from services.notify.handlers.notice_numbers import next_number
from services.notify.handlers.notice_publication import PUBLISH_NOTICE, publish_notice, schedule_notice
from services.notify.handlers.notices import notice_of
from services.notify.models import Notice, NoticeStep
from shared import audit, clock, timers
from shared.db import actor_of
from shared.errors import N_, DomainError


class OwnNotice(DomainError):
    message = N_("Somebody else has to approve what you submitted.")


def submit_notice(session: Session, *, notice_id: UUID) -> Notice:
    """Asks for approval. Raises ``NotFound``, ``IllegalNoticeStep``."""
    notice, actor = notice_of(session, notice_id), actor_of(session)
    notice.take(NoticeStep.SUBMIT)
    notice.submitted_by, notice.submitted_by_id, notice.submitted_at = actor.name, actor.id, clock.now()
    notice.returned_reason = None
    audit.record(session, "notice.submit", notice)
    tell_approvers(session, notice, NoticeSubmitted, announce(session, NoticeSubmitted, notice))
    return notice


def take_back_notice(session: Session, *, notice_id: UUID) -> Notice:
    """Back to a draft, to be changed; it must be approved again. Raises ``NotFound``, ``IllegalNoticeStep``."""
    notice = notice_of(session, notice_id)
    notice.take(NoticeStep.TAKE_BACK)
    notice.approved_by = notice.approved_at = None
    audit.record(session, "notice.take_back", notice)
    timers.cancel(session, notice.id, PUBLISH_NOTICE)
    return notice


def return_notice(session: Session, *, notice_id: UUID, reason: str) -> Notice:
    """Sends it back to who wrote it. Raises ``NotFound``, ``IllegalNoticeStep``."""
    notice = notice_of(session, notice_id)
    notice.take(NoticeStep.RETURN)
    notice.returned_reason = reason
    audit.record(session, "notice.return", notice, reason)
    tell_writer(session, notice, NoticeReturned, announce(session, NoticeReturned, notice, reason=reason))
    return notice


def approve_notice(session: Session, *, notice_id: UUID, release: bool = True) -> Notice:
    """Lets it go to the boards: at once, or at the time that was planned. Without ``release`` it waits.

    Raises ``NotFound``, ``IllegalNoticeStep``, ``OwnNotice``, ``Invalid``.
    """
    notice, actor = notice_of(session, notice_id), actor_of(session)
    number = notice.number or next_number(session, notice.estate_id)
    notice.take(NoticeStep.APPROVE)
    if actor.id == notice.submitted_by_id:
        raise OwnNotice
    notice.number, notice.approved_by, notice.approved_at = number, actor.name, clock.now()
    audit.record(session, "notice.approve", notice)
    event_id = announce(session, NoticeApproved, notice)
    if not release:
        tell_writer(session, notice, NoticeApproved, event_id)
        return notice
    if notice.publish_at is None or notice.publish_at <= clock.now():
        return publish_notice(session, notice_id=notice_id)
    return schedule_notice(session, notice_id=notice_id, publish_at=notice.publish_at)
