"""Reads of places for paper and of what hangs there."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.notify.config import settings_of
from services.notify.models import UNDONE, Posting, PostingPlace, PostingState
from shared import clock
from shared.attachments import AttachmentStore
from shared.errors import NotFound, existing
from shared.paging import Page, page

WITH_BOTH = (joinedload(Posting.notice), joinedload(Posting.place))


def posting_places(session: Session) -> Sequence[PostingPlace]:
    """Those in use, by estate, building and name."""
    found = select(PostingPlace).where(PostingPlace.closed_at.is_(None))
    order = (PostingPlace.estate_id, PostingPlace.building, PostingPlace.name)
    return session.scalars(found.order_by(*order)).all()


def undone_postings(session: Session, *, after: str | None = None, limit: int = 100) -> Page[Posting]:
    """What is to be posted or taken down, the most urgent first."""
    found = select(Posting).where(Posting.state.in_(UNDONE)).options(*WITH_BOTH)
    return page(session, found, [Posting.due_at, Posting.id], after=after, limit=limit)


def postings(
    session: Session,
    *,
    notice_id: UUID | None = None,
    place_id: UUID | None = None,
    state: PostingState | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[Posting]:
    """Newest first."""
    wanted = {Posting.notice_id: notice_id, Posting.place_id: place_id, Posting.state: state}
    found = select(Posting).options(*WITH_BOTH)
    found = found.where(*(column == value for column, value in wanted.items() if value is not None))
    return page(session, found, [Posting.id.desc()], after=after, limit=limit)


def posting(session: Session, posting_id: UUID) -> Posting:
    """Raises ``NotFound``."""
    return existing(session.get(Posting, posting_id, options=WITH_BOTH))


def undone_count(session: Session) -> tuple[int, int]:
    """How many are to be done, and how many of these are late."""
    late = func.count().filter(Posting.due_at <= clock.now())
    done = session.execute(select(func.count(), late).where(Posting.state.in_(UNDONE))).one()
    return done[0], done[1]


def posting_photo(session: Session, posting_id: UUID, moment: str, *, small: bool = False) -> bytes:
    """The photo of the posting, or of the removal. Raises ``NotFound``."""
    found = posting(session, posting_id)
    key = found.posted_photo if moment == "posted" else found.removed_photo
    if key is None:
        raise NotFound
    store = AttachmentStore(settings_of(session).attachments)
    with store.thumbnail(key) if small else store.open(key) as file:
        return file.read()
