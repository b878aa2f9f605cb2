"""Paper at its places: asked for with the publication, ticked off with a photo, taken down again (A1.2)."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers.outages import note_announcement
from services.notify.handlers.posting_events import announce_posting
from services.notify.handlers.posting_scope import concerned_places
from services.notify.models import (
    EMERGENCY_POST_WITHIN,
    POST_WITHIN,
    REMOVE_WITHIN,
    Notice,
    NoticeState,
    Posting,
    PostingPlace,
    PostingState,
)
from shared import audit, clock, timers
from shared.attachments import AttachmentStore
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing

POSTING_LATE = "posting.late"
PHOTO = "photo"


class NothingToPost(DomainError):
    message = N_("This was ticked off already, or is not needed any more.")


def ask_for_postings(session: Session, notice: Notice) -> list[Posting]:
    """A posting for each open place that the notice concerns, each with its deadline."""
    if not notice.on_paper:
        return []
    return [_asked(session, notice, place) for place in concerned_places(session, notice)]


def ask_for_new_place(session: Session, place: PostingPlace) -> None:
    """A place that was registered late gets what hangs at the others already."""
    live = select(Notice).where(Notice.estate_id == place.estate_id, Notice.state == NoticeState.PUBLISHED)
    for notice in session.scalars(live.where(Notice.on_paper.is_(True)).order_by(Notice.id)).all():
        if place in concerned_places(session, notice):
            _asked(session, notice, place)


def end_postings(session: Session, notice: Notice) -> None:
    """The notice counts no longer: what hangs comes down, what does not hang need not."""
    for posting in _postings(session, notice.id):
        if posting.state is PostingState.TO_POST:
            posting.state = PostingState.NEEDLESS
        elif posting.state is PostingState.POSTED:
            posting.state, posting.due_at = PostingState.TO_REMOVE, clock.now() + REMOVE_WITHIN
        else:
            continue
        audit.record(session, "posting.end", posting)
        timers.cancel(session, posting.id, POSTING_LATE)
        if posting.state is PostingState.TO_REMOVE:
            timers.schedule(session, POSTING_LATE, posting.id, posting.due_at, step=0)


def record_posted(session: Session, *, posting_id: UUID, photo: bytes, posted_at: datetime | None = None) -> Posting:
    """It hangs, as the photo proves; now, or since a time before.

    Raises ``NotFound``, ``NothingToPost``, ``Invalid``.
    """
    posting = posting_of(session, posting_id)
    if posting.state is not PostingState.TO_POST:
        raise NothingToPost
    at = _when(posted_at, "posted_at", posting.notice.published_at)
    posting.posted_photo = _kept(session, photo)
    posting.state, posting.posted_at = PostingState.POSTED, at
    posting.posted_noted_at, posting.posted_by = clock.now(), actor_of(session).name
    audit.record(session, "posting.post", posting)
    timers.cancel(session, posting.id, POSTING_LATE)
    announce_posting(session, contracts.NoticePosted, posting)
    note_announcement(session, posting)
    return posting


def record_removed(
    session: Session, *, posting_id: UUID, photo: bytes | None = None, removed_at: datetime | None = None
) -> Posting:
    """It hangs no longer; a photo may prove that too. Raises ``NotFound``, ``NothingToPost``, ``Invalid``."""
    posting = posting_of(session, posting_id)
    if posting.state not in {PostingState.POSTED, PostingState.TO_REMOVE}:
        raise NothingToPost
    at = _when(removed_at, "removed_at", posting.posted_at)
    posting.removed_photo = _kept(session, photo) if photo else None
    posting.state, posting.removed_at = PostingState.REMOVED, at
    posting.removed_noted_at, posting.removed_by = clock.now(), actor_of(session).name
    audit.record(session, "posting.remove", posting)
    timers.cancel(session, posting.id, POSTING_LATE)
    announce_posting(session, contracts.NoticeTakenDown, posting)
    return posting


def posting_of(session: Session, posting_id: UUID) -> Posting:
    """With its notice and its place. Raises ``NotFound``."""
    return existing(session.get(Posting, posting_id, options=[joinedload(Posting.notice), joinedload(Posting.place)]))


def _asked(session: Session, notice: Notice, place: PostingPlace) -> Posting:
    facts, due_at = {"notice_id": notice.id, "place_id": place.id}, _due(notice)
    posting = Posting(estate_id=notice.estate_id, state=PostingState.TO_POST, due_at=due_at, **facts)
    session.add(posting)
    audit.record(session, "posting.ask", posting)
    timers.schedule(session, POSTING_LATE, posting.id, due_at, step=0)
    return posting


def _due(notice: Notice) -> datetime:
    """A planned outage hangs 24 hours before its start, an emergency at once (C2.1)."""
    within = EMERGENCY_POST_WITHIN if notice.is_outage else POST_WITHIN
    return notice.announce_by or clock.now() + within


def _postings(session: Session, notice_id: UUID) -> Sequence[Posting]:
    found = select(Posting).where(Posting.notice_id == notice_id).order_by(Posting.id)
    return session.scalars(found.options(joinedload(Posting.place), joinedload(Posting.notice))).all()


def _when(told: datetime | None, field: str, earliest: datetime | None) -> datetime:
    now = clock.now()
    if told is None:
        return now
    if told > now:
        raise Invalid({field: [N_("This time is still to come.")]})
    if earliest is not None and told < earliest.replace(second=0, microsecond=0):
        raise Invalid({field: [N_("It cannot have been done before it was asked for.")]})
    return told


def _kept(session: Session, photo: bytes) -> str:
    """Raises ``Invalid`` for ``photo``."""
    if not photo:
        raise Invalid({PHOTO: [N_("Take a photo of the notice where it hangs.")]})
    return AttachmentStore(settings_of(session).attachments).save_image(BytesIO(photo), PHOTO).key
