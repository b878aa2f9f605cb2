"""停电停水: a planned outage hangs in every lobby 24 hours before it starts; only an emergency need not (C2.1)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.notify.contracts import OutageAnnounced, OutageOver
from services.notify.handlers.mailings import begin_mailing
from services.notify.handlers.notice_events import announce
from services.notify.handlers.notices import notice_of
from services.notify.handlers.posting_scope import concerned_buildings, lobbies_of
from services.notify.models import Notice, NoticeStep, PlaceKind, Posting, announced_in_time
from shared import audit, clock
from shared.errors import N_, DomainError


class AnnouncedTooLate(DomainError):
    message = N_(
        "A planned outage must hang in every lobby 24 hours before it starts. "
        "Choose a later start, or give the reason of the emergency."
    )


class LobbyMissing(DomainError):
    message = N_("%(buildings)s: no lobby is registered there, so the outage cannot be announced. Register it first.")


class NoOutage(DomainError):
    message = N_("The all-clear is given once, and for an outage.")


def check_outage(session: Session, notice: Notice, at: datetime) -> None:
    """Whether a planned outage that is published at ``at`` can still hang everywhere in time (C2.1).

    Raises ``AnnouncedTooLate``, ``LobbyMissing``.
    """
    if notice.announce_by is None:
        return
    if at > notice.announce_by:
        raise AnnouncedTooLate
    with_lobby = {place.building_id for place in lobbies_of(session, notice.estate_id)}
    missing = [row.path for row in concerned_buildings(session, notice) if row.id not in with_lobby]
    if missing or not with_lobby:
        raise LobbyMissing(buildings="、".join(missing))


def note_announcement(session: Session, posting: Posting) -> None:
    """The last lobby has been ticked off in time: now the outage counts as announced."""
    notice = posting.notice
    if notice.announce_by is None or posting.place.kind is not PlaceKind.LOBBY:
        return
    found = select(Posting).where(Posting.notice_id == notice.id).options(joinedload(Posting.place))
    if announced_in_time(notice, session.scalars(found).all()):
        announce(session, OutageAnnounced, notice)


def give_all_clear(session: Session, *, notice_id: UUID) -> Notice:
    """It is over: the board says so at once. Raises ``NotFound``, ``IllegalNoticeStep``, ``NoOutage``."""
    notice = notice_of(session, notice_id)
    notice.take(NoticeStep.ALL_CLEAR)
    if not notice.is_outage or notice.all_clear_at is not None:
        raise NoOutage
    notice.all_clear_at = clock.now()
    audit.record(session, "notice.all_clear", notice)
    begin_mailing(session, notice, OutageOver, announce(session, OutageOver, notice))
    return notice
