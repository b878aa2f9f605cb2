"""A posting that is late is told upward: first to who runs the estate, hours later to the project lead."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers.posting_events import announce_posting, where_it_hangs
from services.notify.handlers.postings import POSTING_LATE, posting_of
from services.notify.handlers.staff_items import put_into_inbox
from services.notify.handlers.wording import Voice, late_posting
from services.notify.models import UNDONE, Estate, Posting, Staff
from shared import clock, timers

LADDER: tuple[tuple[timedelta, frozenset[str]], ...] = (
    (timedelta(), frozenset({"supervisor", "property_manager"})),
    (timedelta(hours=4), frozenset({"project_lead"})),
)
ALARMED = frozenset({"project_lead"})  # at once, where a lobby does not announce an outage (C2.1)


def tell_late_posting(session: Session, *, posting_id: UUID, step: int) -> None:
    """It was due, and nobody has ticked it off."""
    posting = posting_of(session, posting_id)
    if posting.state not in UNDONE:
        return
    event_id = announce_posting(session, contracts.PostingLate, posting)
    roles = LADDER[step][1] | (ALARMED if posting.notice.is_outage else frozenset())
    for reader in _readers(session, posting, roles):
        _tell(session, reader, posting, event_id)
    if step + 1 < len(LADDER):
        timers.schedule(session, POSTING_LATE, posting.id, posting.due_at + LADDER[step + 1][0], step=step + 1)


def _readers(session: Session, posting: Posting, roles: frozenset[str]) -> list[Staff]:
    active = session.scalars(select(Staff).where(Staff.active.is_(True)).order_by(Staff.id))
    return [row for row in active if roles & set(row.roles) and str(posting.estate_id) in (row.estates or ())]


def _tell(session: Session, reader: Staff, posting: Posting, event_id: UUID) -> None:
    estate = session.get_one(Estate, posting.estate_id)
    put_into_inbox(
        session,
        reader,
        late_posting(posting, Voice(reader.language, settings_of(session).site_zone, clock.now(), estate.name)),
        event_id=event_id,
        event=contracts.PostingLate.key,
        estate_id=posting.estate_id,
        subject=posting.id,
        reference=posting.notice.number or "",
        place=where_it_hangs(posting),
        link="/notify/postings",
        urgent=posting.notice.is_outage,
    )
