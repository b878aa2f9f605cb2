"""A notice comes to the boards and leaves them: by hand, at its time, or because a new version replaces it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.contracts import (
    NoticeExpired,
    NoticeHeldBack,
    NoticePublished,
    NoticeReplaced,
    NoticeScheduled,
    NoticeWithdrawn,
)
from services.notify.handlers.mailings import begin_mailing
from services.notify.handlers.notice_events import announce, tell_approvers, tell_writer
from services.notify.handlers.notices import notice_of
from services.notify.handlers.outages import AnnouncedTooLate, LobbyMissing, check_outage
from services.notify.handlers.postings import ask_for_postings, end_postings
from services.notify.models import NOT_MAILED, Notice, NoticeState, NoticeStep
from shared import audit, clock, timers
from shared.errors import N_, Invalid

PUBLISH_NOTICE, EXPIRE_NOTICE = "notice.publish", "notice.expire"


def schedule_notice(session: Session, *, notice_id: UUID, publish_at: datetime) -> Notice:
    """It goes to the boards by itself then. Raises ``NotFound``, ``IllegalNoticeStep``, ``Invalid``."""
    notice = notice_of(session, notice_id)
    check_outage(session, notice, publish_at)
    notice.take(NoticeStep.SCHEDULE)
    if publish_at <= clock.now():
        raise Invalid({"publish_at": [N_("This time is over already.")]})
    _check_end(notice, publish_at)
    notice.publish_at = publish_at
    audit.record(session, "notice.schedule", notice)
    timers.cancel(session, notice.id, PUBLISH_NOTICE)
    timers.schedule(session, PUBLISH_NOTICE, notice.id, publish_at)
    announce(session, NoticeScheduled, notice)
    return notice


def publish_notice(session: Session, *, notice_id: UUID) -> Notice:
    """It is on the boards now. Raises ``NotFound``, ``IllegalNoticeStep``, ``Invalid``."""
    notice = notice_of(session, notice_id)
    check_outage(session, notice, clock.now())
    notice.take(NoticeStep.PUBLISH)
    _check_end(notice, clock.now())
    _put_on_boards(session, notice)
    return notice


def publish_in_time(session: Session, *, notice_id: UUID) -> None:
    """The scheduled time has come; however late the clock strikes, what has an end is taken off by its own deadline."""
    notice = notice_of(session, notice_id)
    if notice.state is not NoticeState.SCHEDULED:
        return
    try:
        check_outage(session, notice, clock.now())
    except (AnnouncedTooLate, LobbyMissing):
        _hold_back(session, notice)
    else:
        notice.take(NoticeStep.PUBLISH)
        _put_on_boards(session, notice)


def expire_in_time(session: Session, *, notice_id: UUID) -> None:
    """Its validity is over."""
    notice = notice_of(session, notice_id)
    if notice.state is not NoticeState.PUBLISHED:
        return
    notice.take(NoticeStep.EXPIRE)
    notice.ended_at = clock.now()
    audit.record(session, "notice.expire", notice)
    end_postings(session, notice)
    announce(session, NoticeExpired, notice)


def withdraw_notice(session: Session, *, notice_id: UUID, reason: str) -> Notice:
    """Takes it off the boards before its time; its page says why. Raises ``NotFound``, ``IllegalNoticeStep``."""
    notice = notice_of(session, notice_id)
    notice.take(NoticeStep.WITHDRAW)
    notice.ended_at, notice.withdrawn_reason = clock.now(), reason
    audit.record(session, "notice.withdraw", notice, reason)
    timers.cancel(session, notice.id, EXPIRE_NOTICE)
    end_postings(session, notice)
    event_id = announce(session, NoticeWithdrawn, notice, reason=reason)
    tell_writer(session, notice, NoticeWithdrawn, event_id)
    begin_mailing(session, notice, NoticeWithdrawn, event_id)
    return notice


def _hold_back(session: Session, notice: Notice) -> None:
    """It can't be announced in time any more, or a lobby was given up: people must decide."""
    notice.take(NoticeStep.HOLD)
    audit.record(session, "notice.hold", notice)
    event_id = announce(session, NoticeHeldBack, notice)
    tell_approvers(session, notice, NoticeHeldBack, event_id)
    tell_writer(session, notice, NoticeHeldBack, event_id)


def _put_on_boards(session: Session, notice: Notice) -> None:
    notice.published_at = clock.now()
    audit.record(session, "notice.publish", notice)
    timers.cancel(session, notice.id, PUBLISH_NOTICE)
    if notice.expires_at is not None:
        timers.schedule(session, EXPIRE_NOTICE, notice.id, notice.expires_at)
    _take_off_replaced(session, notice)
    ask_for_postings(session, notice)
    event_id = announce(session, NoticePublished, notice)
    tell_writer(session, notice, NoticePublished, event_id)
    if notice.kind not in NOT_MAILED:
        begin_mailing(session, notice, NoticePublished, event_id)


def _take_off_replaced(session: Session, new: Notice) -> None:
    """What the new version corrects, unless it has left the boards meanwhile."""
    old = notice_of(session, new.replaces_id) if new.replaces_id else None
    if old is None or old.state is not NoticeState.PUBLISHED:
        return
    old.take(NoticeStep.REPLACE)
    old.ended_at = clock.now()
    audit.record(session, "notice.replace", old)
    timers.cancel(session, old.id, EXPIRE_NOTICE)
    end_postings(session, old)
    announce(session, NoticeReplaced, old, replaced_by_id=new.id)


def _check_end(notice: Notice, begins: datetime) -> None:
    if notice.expires_at is not None and notice.expires_at <= begins:
        raise Invalid({"expires_at": [N_("It would be over before it begins.")]})
