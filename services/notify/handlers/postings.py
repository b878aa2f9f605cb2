"""Paper at its places: asked for with the publication, ticked off with a photo, taken down again (A1.2)."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers.posting_events import announce_posting
from services.notify.models import (
    POST_WITHIN,
    REMOVE_WITHIN,
    Notice,
    Posting,
    PostingPlace,
    PostingState,
    Premises,
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
    due_at = clock.now() + POST_WITHIN
    return [_asked(session, notice, place, due_at) for place in _places_of(session, notice)]


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


def _asked(session: Session, notice: Notice, place: PostingPlace, due_at: datetime) -> Posting:
    facts = {"notice_id": notice.id, "place_id": place.id}
    posting = Posting(estate_id=notice.estate_id, state=PostingState.TO_POST, due_at=due_at, **facts)
    session.add(posting)
    audit.record(session, "posting.ask", posting)
    timers.schedule(session, POSTING_LATE, posting.id, due_at, step=0)
    return posting


def _places_of(session: Session, notice: Notice) -> Sequence[PostingPlace]:
    """The open places of the buildings that it concerns, and those of the whole estate."""
    found = select(PostingPlace).where(PostingPlace.estate_id == notice.estate_id, PostingPlace.closed_at.is_(None))
    places = session.scalars(found.order_by(PostingPlace.id)).all()
    if not notice.places:
        return places
    buildings = _buildings_of(session, [UUID(place) for place in notice.places])
    return [place for place in places if place.building_id is None or place.building_id in buildings]


def _buildings_of(session: Session, places: Sequence[UUID]) -> set[UUID]:
    """Upward from floors and units, level by level."""
    found: set[UUID] = set()
    wanted = set(places)
    while wanted:
        rows = session.scalars(select(Premises).where(Premises.id.in_(wanted))).all()
        found |= {row.id for row in rows if row.kind == "building"}
        wanted = {row.parent_id for row in rows if row.parent_id is not None}
    return found


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
